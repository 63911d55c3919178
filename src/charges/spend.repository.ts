import { Injectable } from '@nestjs/common';
import { Repository } from 'typeorm';
import { endOfPath } from '../database/path.js';
import { Selection } from '../database/selection.js';
import type { BlockReason, EffectiveBlock } from '../organizations/blocked.dto.js';
import type { Organization } from '../organizations/organization.entity.js';
import type { PageQuery } from '../pagination/page.dto.js';
import type { Page } from '../pagination/page.js';
import { paginate } from '../pagination/paginate.js';
import type { SortKeys } from '../pagination/sort.js';
import { CostLimitExtension } from './limit.entity.js';

/** The sums of charges in one month, one currency and one category. Exact decimals. */
export interface Sums {
  month: string;
  currencyId: number;
  category: string;
  own: string;
  total: string;
}

/** The limit of the current month, and whether it, or one above, blocks the organization. Past months have neither. */
export interface LimitState {
  /** As `2026-11`. */
  month: string;
  /** An exact decimal. */
  limit: string | null;
  block: EffectiveBlock | null;
  blocker: { id: number; name: string } | null;
}

/** How many organizations are blocked, by their own limit of each kind, and how many soon may be. */
export type LimitCounts = Record<BlockReason, number> & { nearCostLimit: number };

/** More organizations than this are not counted: so many take about a tenth of a second. */
const MAX_COUNTED = 100_000;

/** The first day of the current month of the database, whose clock decides. */
const THIS_MONTH = `date_trunc('month', now() at time zone 'UTC')::date`;

@Injectable()
export class SpendRepository extends Repository<CostLimitExtension> {
  override readonly target = CostLimitExtension;

  /**
   * The sums of an organization in a month, or in the last `months` of them. The amounts that no total contains yet are added
   * in the same statement, so that the sums have each charge that was acknowledged, once.
   */
  sumsOf({ id, path }: Organization, range: { month: string } | { months: number }): Promise<Sums[]> {
    const isWanted = (column: string): string =>
      'month' in range
        ? `${column} = to_date($4, 'YYYY-MM')`
        : `${column} > ${THIS_MONTH} - make_interval(months => $4::integer)`;
    return this.query<Sums[]>(
      `select to_char(month, 'YYYY-MM') as month, currency_id::integer as "currencyId", category,
              trim_scale(sum(own))::text as own, trim_scale(sum(total))::text as total
         from (
           select month, currency_id, category, own, total from spend
            where organization_id = $1 and ${isWanted('month')}
            union all
           select month, currency_id, category, case when organization_id = $1 then amount else 0 end, amount
             from new_amounts
            where xid >= (select pg_snapshot_xmin(snapshot) from amounts_summed) and ${isWanted('month')}
              and exists (select from organizations below
                           where below.id = organization_id and below.path >= $2 and below.path < $3)
         ) amounts
        group by month, currency_id, category
       having sum(own) <> 0 or sum(total) <> 0
        order by month desc, sum(total) desc, category`,
      [id, path, endOfPath(path), 'month' in range ? range.month : range.months],
    );
  }

  /** `month`: as `2026-11`; undefined for the current one. */
  async limitOf({ id, path }: Organization, month: string | undefined): Promise<LimitState> {
    const [state] = await this.query<[LimitState]>(
      `select to_char(wanted.month, 'YYYY-MM') as month, trim_scale(present."limit")::text as limit,
              case when block.id is not null then to_json(block) end as block,
              (select json_build_object('id', blocker.id, 'name', blocker.name) from organizations blocker
                where blocker.id = block.organization_id) as blocker
         from (select coalesce(to_date($3, 'YYYY-MM'), ${THIS_MONTH}) as month) wanted
         left join lateral (
           select monthly_cost_limit + coalesce((
                    select sum(amount) from cost_limit_extensions
                     where organization_id = $1 and month = wanted.month), 0) as "limit"
             from organizations where id = $1
         ) present on wanted.month = ${THIS_MONTH}
         left join effective_block($2) block on wanted.month = ${THIS_MONTH}`,
      [id, path, month ?? null],
    );
    // JSON has no times.
    if (state.block) state.block.since = new Date(state.block.since);
    return state;
  }

  /**
   * Counts blocked organizations, and those that have been warned of 80 % of their cost limit this month and are not blocked.
   * The time does not depend on the number of organizations: both parts read only rows of organizations at a limit, warnings
   * by an index that has those of 80 % by month, and no more than `MAX_COUNTED`. In exchange, an organization whose limit has
   * been raised since the warning counts until the end of the month.
   */
  async limitCounts(): Promise<LimitCounts> {
    const [counts] = await this.query<[LimitCounts]>(
      `with blocked as (
         select reason from blocks where month is null or month = ${THIS_MONTH} limit ${MAX_COUNTED}
       ), warned as (
         select distinct organization_id from cost_limit_warnings where month = ${THIS_MONTH} and threshold >= 80
          limit ${MAX_COUNTED}
       )
       select (select count(*) from blocked where reason = 'cost_limit')::integer as cost_limit,
              (select count(*) from blocked where reason = 'credit_limit')::integer as credit_limit,
              (select count(*) from warned where not exists (
                 select from blocks where blocks.organization_id = warned.organization_id))::integer as "nearCostLimit"`,
    );
    return counts;
  }

  async addExtension(organizationId: number, amount: string, reason: string): Promise<CostLimitExtension> {
    const [{ id }] = await this.query<[{ id: string }]>(
      `insert into cost_limit_extensions (organization_id, month, amount, reason) values ($1, ${THIS_MONTH}, $2, $3)
       returning id`,
      [organizationId, amount, reason],
    );
    return this.findOneByOrFail({ id });
  }

  page(organizationId: number, query: PageQuery & { sort: string }): Promise<Page<CostLimitExtension>> {
    const extensions = Selection.of<CostLimitExtension>(this.metadata, 'extension', 'all', (all) => all);
    const source = extensions.where('extension.organization_id = ?', organizationId);
    return paginate(this.manager, source, query, sortKeys, query.sort);
  }
}

const sortKeys: SortKeys<CostLimitExtension> = {
  id: { column: 'extension.id', kind: 'number', value: ({ id }) => Number(id) },
};
