import { Injectable } from '@nestjs/common';
import { Repository, type EntityManager } from 'typeorm';
import { lockThenRead } from '../database/locks.js';
import { endOfPath } from '../database/path.js';
import { Selection } from '../database/selection.js';
import { idsOnPath, type Move } from '../organizations/owned-resources.js';
import { excludeDeleted, withOrganization } from '../organizations/organization.selections.js';
import { BillingProfile } from './billing-profile.entity.js';

@Injectable()
export class BillingProfilesRepository extends Repository<BillingProfile> {
  override readonly target = BillingProfile;

  findVisible(organizationId: number): Promise<BillingProfile | null> {
    return this.visible().where('profile.organization_id = ?', organizationId).one(this.manager);
  }

  /**
   * Locks the row of the organization until the transaction ends and then reads the profile. The lock holds for a
   * profile that does not exist yet, too.
   */
  lockVisible(organizationId: number): Promise<BillingProfile | null> {
    const organization = { table: 'organizations', id: organizationId, allowReferences: true } as const;
    return lockThenRead(this.manager, { row: organization }, () => this.findVisible(organizationId));
  }

  /** The profiles of an organization and of its ancestors, the nearest first. */
  findInherited(path: string): Promise<BillingProfile[]> {
    return this.visible()
      .where('profile.organization_id = any (path_ids(?))', path)
      .all(this.manager, { column: 'profile.path', descending: true });
  }

  /**
   * Creates the profile of an organization or replaces it. `createdAt` stays, and so does the balance unless it is set: to
   * write the column, even with the same value, is to correct the balance.
   */
  async set(profile: Partial<BillingProfile> & Pick<BillingProfile, 'organizationId'>): Promise<void> {
    const overwritten = this.metadata.columns
      .filter(
        ({ isPrimary, isCreateDate, isUpdate, isVirtual }) =>
          isUpdate && !isPrimary && !isCreateDate && !isVirtual,
      )
      .map(({ databaseName }) => databaseName)
      .filter((column) => column !== 'current_balance' || profile.currentBalance !== undefined);
    await this.createQueryBuilder()
      .insert()
      .values({ ...profile, updatedAt: () => 'now()' })
      .orUpdate(overwritten, ['organization_id'])
      .execute();
  }

  private visible(): Selection<BillingProfile> {
    return Selection.of<BillingProfile>(this.metadata, 'profile', 'visible', (all) =>
      withOrganization(excludeDeleted(all, 'profile'), 'profile'),
    );
  }
}

/** The columns of a billing profile that are not settings. */
const NOT_SETTINGS = ['organization_id', 'path', 'created_at', 'updated_at'];

/** The number of organizations in a moved subtree whose effective billing profile has changed. */
export async function countBillingChanges(manager: EntityManager, move: Move): Promise<number> {
  const fields = await settingsThatDiffer(manager, move);
  const inside = idsOnPath(move.path).at(-1)!;
  const [{ changes }] = await manager.query<[{ changes: number }]>(
    `select count(*)::integer as changes from organizations organization
      where path >= $1 and path < $2 and deleted_at is null and exists (
        select from unnest($4::text[]) field where not exists (
          select from billing_profiles profile
           where profile.organization_id = any (path_ids(substr(organization.path, $3)))
             and to_jsonb(profile) ->> field is not null
        ))`,
    [move.path, endOfPath(move.path), move.path.length - String(inside).length - 1, fields],
  );
  return changes;
}

/** The settings that an organization without any of its own inherits differently after the move. */
async function settingsThatDiffer(manager: EntityManager, { before, after }: Move): Promise<string[]> {
  const profiles = await manager.query<{ id: number; profile: Record<string, unknown> }[]>(
    `select organization_id as id, to_jsonb(profile) as profile from billing_profiles profile
      where organization_id = any ($1)`,
    [[...before, ...after]],
  );
  const inherited = (ancestors: number[]): Map<string, unknown> =>
    new Map(
      ancestors.flatMap((id) =>
        Object.entries(profiles.find((row) => row.id === id)?.profile ?? {}).filter(
          ([field, value]) => value !== null && !NOT_SETTINGS.includes(field),
        ),
      ),
    );
  const [old, now] = [inherited(before), inherited(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter(
    (field) => JSON.stringify(old.get(field)) !== JSON.stringify(now.get(field)),
  );
}
