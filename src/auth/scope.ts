import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import type { Principal } from './principal.js';

/**
 * Narrows a query to what exists for the caller: living organizations of its subtree, by the joined or
 * selected alias `organization`.
 */
export function withinScope<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  { scope }: Pick<Principal, 'scope'>,
): SelectQueryBuilder<T> {
  query.andWhere('organization.deletedAt is null');
  return scope === null ? query : withinPath(query, scope);
}

/** Narrows a query to the subtree below and including `path`: one range of the index on it. */
export function withinPath<T extends ObjectLiteral>(
  query: SelectQueryBuilder<T>,
  path: string,
  parameter = 'scope',
): SelectQueryBuilder<T> {
  return query.andWhere(`organization.path >= :${parameter} and organization.path < :${parameter}End`, {
    [parameter]: path,
    [`${parameter}End`]: endOfPath(path),
  });
}

/** The first string after every path of the subtree: '0' follows '/'. */
export function endOfPath(path: string): string {
  return `${path.slice(0, -1)}0`;
}
