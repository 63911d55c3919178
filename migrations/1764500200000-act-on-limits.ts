import type { MigrationInterface, QueryRunner } from 'typeorm';

const triggers: [name: string, table: string, when: string, does: string, why: string][] = [
  [
    'organizations_72_review_limits',
    'organizations',
    `after update of monthly_cost_limit, currency_id, cost_limit_thresholds on organizations for each row
       when (old.monthly_cost_limit is distinct from new.monthly_cost_limit or old.currency_id <> new.currency_id
             or old.cost_limit_thresholds is distinct from new.cost_limit_thresholds)`,
    'organizations_review_limits',
    'Any order: the limits are reviewed after the commit.',
  ],
  [
    'organizations_72_review_new_limit',
    'organizations',
    `after insert on organizations for each row when (new.monthly_cost_limit is not null)`,
    'organizations_review_limits',
    'Any order: the limits are reviewed after the commit.',
  ],
  [
    'organizations_79_move_spend',
    'organizations',
    `after update of parent_id on organizations for each row when (old.path is distinct from new.path)`,
    'organizations_move_spend',
    'After all that takes long: no total changes from here to the commit.',
  ],
  [
    'billing_profiles_60_settle_balance',
    'billing_profiles',
    `after insert or delete or update of current_balance on billing_profiles for each row`,
    'billing_profiles_settle_balance',
    'Any order: it writes only what is new.',
  ],
  [
    'billing_profiles_61_review_limits',
    'billing_profiles',
    `after insert or delete or update of credit_limit, payment_method, current_balance on billing_profiles for each row`,
    'billing_profiles_review_limits',
    'Any order: the limits are reviewed after the commit.',
  ],
  [
    'cost_limit_extensions_70_review_limits',
    'cost_limit_extensions',
    `after insert or update or delete on cost_limit_extensions for each row`,
    'cost_limit_extensions_review_limits',
    'Any order: the limits are reviewed after the commit.',
  ],
];

const bodies: [name: string, body: string][] = [
  ['organizations_review_limits', `insert into new_amounts (organization_id) values (new.id); return null;`],
  [
    'cost_limit_extensions_review_limits',
    `insert into new_amounts (organization_id) values (coalesce(new.organization_id, old.organization_id)); return null;`,
  ],
  [
    // What is still new is added to the new place after the commit: the summing waits for this transaction.
    'organizations_move_spend',
    `perform pg_advisory_xact_lock(7301007);
     update spend set total = spend.total - moved.total
       from spend moved,
            (select unnest(path_ids(old.path)) as id except select unnest(path_ids(new.path))) former
      where moved.organization_id = new.id and spend.organization_id = former.id and spend.month = moved.month
        and spend.currency_id = moved.currency_id and spend.category = moved.category;
     insert into spend (organization_id, month, currency_id, category, own, total)
     select present.id, moved.month, moved.currency_id, moved.category, 0, moved.total
       from spend moved,
            (select unnest(path_ids(new.path)) as id except select unnest(path_ids(old.path))) present
      where moved.organization_id = new.id
     on conflict on constraint spend_pkey do update set total = spend.total + excluded.total;
     insert into new_amounts (organization_id)
     select id from (select unnest(path_ids(old.path) || path_ids(new.path)) as id) ancestors group by id
      union all
     select organization_id from billing_profiles
      where path >= new.path and path < path_end(new.path) and current_balance is not null;
     return null;`,
  ],
  [
    'billing_profiles_settle_balance',
    `if tg_op = 'DELETE' or new.current_balance is null then
       if tg_op = 'INSERT' or old.current_balance is null then return null; end if;
     end if;
     -- The balance is what the transactions add up to, so setting it is one more of them.
     with account as (
       select coalesce(new.organization_id, old.organization_id) as id,
              case tg_op when 'DELETE' then 0 else coalesce(new.current_balance, 0) end as wanted
     ), correction as (
       select account.id,
              case when account.wanted = round(balance_of(account.id), effective_decimals(holder.path)) and tg_op <> 'DELETE' then 0
                   else account.wanted - balance_of(account.id) end as amount, coalesce((
                select above.currency from billing_profiles above
                 where above.organization_id = any (path_ids(holder.path)) and above.currency is not null
                 order by above.path desc limit 1), currencies.code) as currency
         from account join organizations holder using (id) join currencies on currencies.id = holder.currency_id
     ), recorded as (
       insert into billing_transactions (organization_id, type, amount, currency)
       select id, 'correction', amount, currency from correction where amount <> 0
       returning organization_id, amount
     )
     insert into new_amounts (organization_id, account_id, amount)
     select organization_id, organization_id, amount from recorded;
     return null;`,
  ],
  [
    // Also of those below: they inherit the limit.
    'billing_profiles_review_limits',
    `insert into new_amounts (organization_id)
     select coalesce(new.organization_id, old.organization_id)
      union
     select below.organization_id from billing_profiles below
      where below.path > coalesce(new.path, old.path) and below.path < path_end(coalesce(new.path, old.path))
        and coalesce(new.path, old.path) <> '' and below.current_balance is not null;
     return null;`,
  ],
];

/** What changes a limit, a balance or the place of a total. */
export class ActOnLimits1764500200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      alter table organizations add cost_limit_thresholds smallint[],
        add constraint organizations_cost_limit_thresholds_check check (
          cardinality(cost_limit_thresholds) between 1 and 10
          and 1 <= all (cost_limit_thresholds) and 100 >= all (cost_limit_thresholds)) not valid`);
    for (const [name, body] of bodies) {
      await queryRunner.query(
        `create function ${name}() returns trigger language plpgsql as $$ begin ${body} end $$`,
      );
      await queryRunner.query(`call run_as_owner('${name}()')`);
    }
    for (const [name, table, when, does, why] of triggers) {
      await queryRunner.query(`create trigger ${name} ${when} execute function ${does}()`);
      await queryRunner.query(`comment on trigger ${name} on ${table} is '${why}'`);
    }
    // The balances that are there already are the first transactions.
    await queryRunner.query(
      `update billing_profiles set current_balance = current_balance where current_balance is not null`,
    );
    await queryRunner.query(
      `insert into new_amounts (organization_id) select id from organizations where monthly_cost_limit = 0 and deleted_at is null`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const [name, table] of triggers) await queryRunner.query(`drop trigger ${name} on ${table}`);
    for (const [name] of bodies) await queryRunner.query(`drop function ${name}()`);
    await queryRunner.query(`alter table organizations drop column cost_limit_thresholds`);
  }
}
