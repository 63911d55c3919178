import { Injectable } from '@nestjs/common';
import { LookupsService } from '../lookups/lookups.service.js';
import { resourceHistories, type OrganizationNames } from '../organizations/owned-resources.js';
import { AuditRepository } from './audit.repository.js';
import type { RowImage } from './audit-entry.entity.js';

/** The ids of the organizations that a row refers to. */
export function organizationsIn(image: RowImage | null): number[] {
  return [image?.organization_id, image?.parent_id].filter((id) => typeof id === 'number');
}

/** Shows recorded rows as the API shows the resources, through the same mappings. */
@Injectable()
export class RowImages {
  constructor(
    private readonly entries: AuditRepository,
    private readonly lookups: LookupsService,
  ) {}

  show(type: string, image: RowImage, names: OrganizationNames): object {
    const history = resourceHistories().get(type)!;
    return history.show(this.restore(history.entity, image), names, this.lookups);
  }

  /** The entity that the row was. A column that the table got later is null. */
  private restore(entity: new () => object, image: RowImage): object {
    const restored = new entity() as Record<string, unknown>;
    for (const { propertyName, databaseName, type } of this.entries.manager.dataSource.getMetadata(entity)
      .columns) {
      const value = image[databaseName] ?? null;
      restored[propertyName] = type === 'timestamptz' && typeof value === 'string' ? new Date(value) : value;
    }
    return restored;
  }
}
