import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { endOfPath } from '../database/path.js';

/**
 * Narrows a query to what belongs to living organizations, by the joined or selected alias `organization`. Whose
 * they are is not asked here: what is outside the caller's scope the database does not show.
 */
export function living<T extends ObjectLiteral>(query: SelectQueryBuilder<T>): SelectQueryBuilder<T> {
  return query.andWhere('organization.deletedAt is null');
}

/** Narrows a query to the subtree below and including `path`: one range of the index on it. */
export function withinPath<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  path: string,
): SelectQueryBuilder<T> {
  return query.andWhere('organization.path >= :top and organization.path < :topEnd', {
    top: path,
    topEnd: endOfPath(path),
  });
}
