import type { MigrationInterface, QueryRunner } from 'typeorm';

const events = [
  { event: 'insert', tables: 'new table as new_rows' },
  { event: 'update', tables: 'old table as old_rows new table as new_rows' },
  { event: 'delete', tables: 'old table as old_rows' },
];

/**
 * Refuses a change after which the effective billing profile of an organization, or of one below it, would have an amount
 * with more decimals than its currency.
 */
export class CheckEffectiveAmounts1764200120000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // A restored organization comes back as it was, so rows that had no path are not checked.
    await queryRunner.query(`
      create function billing_profiles_refuse_amounts() returns trigger language plpgsql as $$
      declare
        changed text[];
        moved boolean := false;
      begin
        if tg_op = 'INSERT' then
          select array_agg(path) into changed from new_rows
           where num_nonnulls(currency, credit_limit, current_balance) > 0;
        elsif tg_op = 'DELETE' then
          select array_agg(path) into changed from old_rows
           where num_nonnulls(currency, credit_limit, current_balance) > 0;
        else
          select array_agg(is_now.path), bool_or(is_now.path <> was.path) into changed, moved
            from new_rows is_now join old_rows was using (organization_id)
           where was.path <> '' and is_now.path <> ''
             and (was.path, was.currency, was.credit_limit, was.current_balance)
                 is distinct from (is_now.path, is_now.currency, is_now.credit_limit, is_now.current_balance);
        end if;
        if changed is null then return null; end if;
        -- Two changes of profiles above each other must see each other. A move holds the lock of the hierarchy.
        if not moved then perform pg_advisory_xact_lock(7301003); end if;
        if exists (
          select from unnest(changed) top
            join billing_profiles profile on profile.path >= top and profile.path < path_end(top)
           cross join lateral (
             select (array_agg(currency order by path desc) filter (where currency is not null))[1] as currency,
                    (array_agg(credit_limit order by path desc) filter (where credit_limit is not null))[1] as credit_limit,
                    (array_agg(current_balance order by path desc) filter (where current_balance is not null))[1]
                      as current_balance
               from billing_profiles where organization_id = any (path_ids(profile.path))
           ) effective
            left join currencies on currencies.code = effective.currency
           where trunc(effective.credit_limit, coalesce(minor_units, 2)) <> effective.credit_limit
              or trunc(effective.current_balance, coalesce(minor_units, 2)) <> effective.current_balance
        ) then
          raise exception 'an amount has more decimals than its currency' using errcode = 'check_violation',
            constraint = case when moved then 'organizations_amounts_fit' else 'billing_profiles_amounts_fit' end;
        end if;
        return null;
      end $$`);
    await queryRunner.query(`call run_as_owner('billing_profiles_refuse_amounts()')`);
    for (const { event, tables } of events) {
      const trigger = `billing_profiles_30_check_amounts_after_${event}`;
      await queryRunner.query(`
        create trigger ${trigger} after ${event} on billing_profiles referencing ${tables}
          for each statement execute function billing_profiles_refuse_amounts()`);
      await queryRunner.query(
        `comment on trigger ${trigger} on billing_profiles is 'Any order: reads what the statement has changed.'`,
      );
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { event } of events)
      await queryRunner.query(
        `drop trigger billing_profiles_30_check_amounts_after_${event} on billing_profiles`,
      );
    await queryRunner.query(`drop function billing_profiles_refuse_amounts()`);
  }
}
