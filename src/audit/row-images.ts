import { Injectable } from '@nestjs/common';
import type { EntityManager, EntityMetadata } from 'typeorm';
import { LookupsService } from '../lookups/lookups.service.js';
import { resourceHistories, type OrganizationNames } from '../organizations/owned-resources.js';
import type { RowImage } from './audit-entry.entity.js';

/** The ids of the organizations that a recorded row refers to. */
export function organizationsIn(image: RowImage | null): number[] {
  return [image?.organization_id, image?.parent_id].filter((id) => typeof id === 'number');
}

/** Maps recorded rows to the DTOs of their resources. */
@Injectable()
export class RowImages {
  constructor(private readonly lookups: LookupsService) {}

  show(manager: EntityManager, type: string, image: RowImage, names: OrganizationNames): object {
    const history = resourceHistories().get(type);
    // During a rolling upgrade, instances of the next version record kinds that this one does not know.
    if (!history) return {};
    return history.show(restoreEntity(manager, history.entity, image), names, this.lookups);
  }
}

/** The entity of a recorded row. A column that the table got later is null. */
function restoreEntity(manager: EntityManager, entity: new () => object, image: RowImage): object {
  const restored = new entity() as Record<string, unknown>;
  for (const column of manager.dataSource.getMetadata(entity).columns)
    restored[column.propertyName] = restoreValue(column, image[column.databaseName] ?? null);
  return restored;
}

/** JSON has texts for times, and numbers where `pg` returns texts of numerics. */
function restoreValue({ type, transformer }: EntityMetadata['columns'][number], value: unknown): unknown {
  if (type === 'timestamptz' && typeof value === 'string') return new Date(value);
  if (type === 'numeric' && typeof value === 'number' && transformer && !Array.isArray(transformer))
    return transformer.from(String(value)) as unknown;
  return value;
}
