import { Repository } from 'typeorm';
import { Selection } from '../database/selection.js';
import { excludeDeleted, withOrganization } from '../organizations/subtree.js';
import { BillingProfile } from './billing-profile.entity.js';

export class BillingProfilesRepository extends Repository<BillingProfile> {
  findVisible(organizationId: number): Promise<BillingProfile | null> {
    return this.visible().where('profile.organization_id = ?', organizationId).one(this.manager);
  }

  /**
   * The same, kept from others' changes to the end of the transaction, and so is its absence: its organization's
   * row is locked.
   */
  async lockVisible(organizationId: number): Promise<BillingProfile | null> {
    const [, profile] = await Promise.all([
      this.query('select from organizations where id = $1 for no key update', [organizationId]),
      this.findVisible(organizationId),
    ]);
    return profile;
  }

  /** The profiles on the line of an organization, its own first, then upwards. */
  findLine(path: string): Promise<BillingProfile[]> {
    return this.visible()
      .where('profile.organization_id = any (path_ids(?))', path)
      .all(this.manager, { column: 'profile.path', descending: true });
  }

  /** Creates the profile of an organization or replaces it; only `createdAt` stays. */
  async set(profile: Partial<BillingProfile> & Pick<BillingProfile, 'organizationId'>): Promise<void> {
    const overwrite = this.metadata.columns
      .filter(({ isPrimary, isCreateDate, isUpdate }) => isUpdate && !isPrimary && !isCreateDate)
      .map(({ databaseName }) => databaseName);
    await this.createQueryBuilder()
      .insert()
      .values({ ...profile, updatedAt: () => 'now()' })
      .orUpdate(overwrite, ['organization_id'])
      .execute();
  }

  private visible(): Selection<BillingProfile> {
    return Selection.of<BillingProfile>(this.metadata, 'profile', 'visible', (all) =>
      withOrganization(excludeDeleted(all, 'profile'), 'profile'),
    );
  }
}
