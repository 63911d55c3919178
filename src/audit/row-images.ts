import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
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
    const history = resourceHistories().get(type)!;
    return history.show(restoreEntity(manager, history.entity, image), names, this.lookups);
  }
}

/** The entity of a recorded row. A column that the table got later is null. */
function restoreEntity(manager: EntityManager, entity: new () => object, image: RowImage): object {
  const restored = new entity() as Record<string, unknown>;
  for (const { propertyName, databaseName, type } of manager.dataSource.getMetadata(entity).columns) {
    const value = image[databaseName] ?? null;
    restored[propertyName] = type === 'timestamptz' && typeof value === 'string' ? new Date(value) : value;
  }
  return restored;
}
