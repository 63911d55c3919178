import { Injectable } from '@nestjs/common';
import { Repository } from 'typeorm';
import { endOfPath } from '../database/path.js';
import { Selection } from '../database/selection.js';
import type { Organization } from '../organizations/organization.entity.js';
import type { Page } from '../pagination/page.js';
import { paginate } from '../pagination/paginate.js';
import type { SortKeys } from '../pagination/sort.js';
import type { ChargeQuery } from './charge.dto.js';
import { Charge } from './charge.entity.js';

/** A charge as a rating engine sends it, with the ids of what it refers to. */
export type NewCharge = Pick<
  Charge,
  'id' | 'organizationId' | 'amount' | 'currencyId' | 'category' | 'description'
> & {
  occurredAt: string;
};

/** What the database says of a charge. */
export type Outcome = 'recorded' | 'duplicate' | 'conflict' | 'unknown_organization' | 'currency_mismatch';

/** Looking for the first charge of each takes some hundredths of a second for so many. */
const MANY_ORGANIZATIONS = 20_000;

@Injectable()
export class ChargesRepository extends Repository<Charge> {
  override readonly target = Charge;

  /** Records charges; the result has the outcome of each, in their order. */
  async record(sender: string, charges: NewCharge[]): Promise<Outcome[]> {
    const column = <K extends keyof NewCharge>(name: K): NewCharge[K][] =>
      charges.map((charge) => charge[name]);
    const outcomes = await this.query<{ outcome: Outcome }[]>(
      'select outcome from record_charges($1, $2, $3, $4, $5, $6, $7, $8) order by line',
      [
        sender,
        column('id'),
        column('organizationId'),
        column('amount'),
        column('currencyId'),
        column('occurredAt'),
        column('category'),
        column('description'),
      ],
    );
    return outcomes.map(({ outcome }) => outcome);
  }

  /** One page of the charges of an organization, with those of the organizations below it unless `own` is set. */
  async page(
    organization: Organization,
    { id: chargeId, own, since, until, category, ...query }: ChargeQuery,
  ): Promise<Page<Charge>> {
    const all = Selection.of<Charge>(this.metadata, 'charge', 'all', (charges) => charges);
    let source = own
      ? all.where('charge.organization_id = ?', organization.id)
      : await this.inSubtree(all, organization);
    if (chargeId !== undefined) source = source.where('charge.id = ?', chargeId);
    if (since !== undefined) source = source.where('charge.occurred_at >= ?', since);
    if (until !== undefined) source = source.where('charge.occurred_at < ?', until);
    if (category !== undefined) source = source.where('charge.category = ?', category);
    return paginate(this.manager, source, query, sortKeys, query.sort);
  }

  /**
   * The charges of a subtree: of each organization the first ones, by the index of its own charges, or, if there are very many
   * organizations, the first ones of the platform, by the index of all charges, of which many are then in the subtree.
   */
  private async inSubtree(charges: Selection<Charge>, { path }: Organization): Promise<Selection<Charge>> {
    const end = endOfPath(path);
    const [{ many }] = await this.query<[{ many: boolean }]>(
      `select exists (
         select from organizations where path >= $1 and path < $2 offset ${MANY_ORGANIZATIONS}) as many`,
      [path, end],
    );
    const isBelow = 'owner.path >= ? and owner.path < ?';
    return many
      ? charges
          .innerJoin('organizations owner on owner.id = charge.organization_id')
          .where(isBelow, path, end)
      : charges.ofEach('organizations owner', 'charge.organization_id = owner.id', isBelow, path, end);
  }
}

const sortKeys: SortKeys<Charge> = {
  id: { column: 'charge.seq', kind: 'number', value: ({ seq }) => Number(seq) },
  occurredAt: { column: 'charge.occurred_at', kind: 'time', value: ({ occurredAt }) => occurredAt },
};
