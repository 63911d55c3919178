import type { MigrationInterface, QueryRunner } from 'typeorm';
import { editFunction } from './edit-function.js';

const AMOUNTS_ONLY = `then 'organizations_amounts_fit' else 'billing_profiles_amounts_fit' end;
        end if;`;
const AMOUNTS_AND_CURRENCIES = `${AMOUNTS_ONLY}
        -- After a move, the organizations below have their paths later than their profiles.
        if not moved then perform change_account_currencies(changed); end if;`;

const triggers: [name: string, table: string, when: string, does: string, why: string][] = [
  [
    'organizations_72_review_limits',
    'organizations',
    `after update of monthly_cost_limit, currency_id, cost_limit_thresholds, deleted_at on organizations for each row
       when ((old.monthly_cost_limit, old.currency_id, old.cost_limit_thresholds, old.deleted_at)
             is distinct from (new.monthly_cost_limit, new.currency_id, new.cost_limit_thresholds, new.deleted_at))`,
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
    'organizations_73_change_account_currency',
    'organizations',
    `after update of currency_id, parent_id, deleted_at on organizations for each row
       when (old.currency_id <> new.currency_id or old.path is distinct from new.path
             or old.deleted_at is not null and new.deleted_at is null)`,
    'organizations_change_account_currency',
    'After organizations_35_carry_subtree and organizations_50_hide_billing_profiles, which set the paths that this reads.',
  ],
  [
    'organizations_79_move_spend',
    'organizations',
    // At the commit, and not at all in the preview of a move, which is rolled back.
    `after update of parent_id on organizations deferrable initially deferred for each row
       when (old.path is distinct from new.path)`,
    'organizations_move_spend',
    'At the commit: no total changes from here to its end.',
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
  [
    // A subtree that is deleted may have thousands of organizations, and few of them a limit.
    'organizations_review_limits',
    `if tg_op = 'INSERT' or old.deleted_at is not distinct from new.deleted_at or new.monthly_cost_limit is not null
        or exists (select from billing_profiles where organization_id = new.id and current_balance is not null) then
       insert into new_amounts (organization_id) values (new.id);
     end if;
     return null;`,
  ],
  [
    'organizations_change_account_currency',
    `if old.currency_id <> new.currency_id then
       -- As a change of a profile.
       perform pg_advisory_xact_lock(7301003);
     end if;
     perform change_account_currencies(array[new.path]);
     return null;`,
  ],
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
     perform correct_balance(coalesce(new.organization_id, old.organization_id),
                             case tg_op when 'DELETE' then 0 else coalesce(new.current_balance, 0) end);
     return null;`,
  ],
  [
    // Also of those below: they inherit the limit.
    'billing_profiles_review_limits',
    `if tg_op = 'UPDATE' and (old.credit_limit, old.payment_method, old.current_balance)
          is not distinct from (new.credit_limit, new.payment_method, new.current_balance) then
       return null;
     end if;
     insert into new_amounts (organization_id)
     select coalesce(new.organization_id, old.organization_id)
      union
     select below.organization_id from billing_profiles below
      where below.path > coalesce(new.path, old.path) and below.path < path_end(coalesce(new.path, old.path))
        and coalesce(new.path, old.path) <> '' and below.current_balance is not null
        and (old.credit_limit, old.payment_method) is distinct from (new.credit_limit, new.payment_method);
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
    await queryRunner.query(correctBalance);
    await queryRunner.query(changeAccountCurrencies);
    await editFunction(queryRunner, 'billing_profiles_refuse_amounts', AMOUNTS_ONLY, AMOUNTS_AND_CURRENCIES);
    for (const [name, body] of bodies) {
      await queryRunner.query(
        `create function ${name}() returns trigger language plpgsql as $$ begin ${body} end $$`,
      );
      await queryRunner.query(`call run_as_owner('${name}()')`);
    }
    for (const [name, table, when, does, why] of triggers) {
      const kind = when.includes('deferrable') ? 'constraint trigger' : 'trigger';
      await queryRunner.query(`create ${kind} ${name} ${when} execute function ${does}()`);
      await queryRunner.query(`comment on trigger ${name} on ${table} is '${why}'`);
    }
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const [name, table] of triggers) await queryRunner.query(`drop trigger ${name} on ${table}`);
    for (const [name] of bodies) await queryRunner.query(`drop function ${name}()`);
    await editFunction(queryRunner, 'billing_profiles_refuse_amounts', AMOUNTS_AND_CURRENCIES, AMOUNTS_ONLY);
    await queryRunner.query(`drop function change_account_currencies(text[])`);
    await queryRunner.query(`drop function correct_balance(integer, numeric)`);
    await queryRunner.query(`alter table organizations drop column cost_limit_thresholds`);
  }
}

/**
 * Makes the balance of an account what is wanted; null keeps it. The ledger has no sum of two currencies: a former one is
 * brought to 0.
 */
const correctBalance = `
  create function correct_balance(account integer, wanted numeric) returns void language sql as $$
    with known as (
      -- All in one statement, because between two of them a charge can be recorded.
      select balance, coalesce(correct_balance.wanted, balance) as wanted, currency.code as currency, coalesce((
               select currency from billing_transactions where organization_id = account and balance <> 0
                order by id desc limit 1), currency.code) as former_currency
        from organizations cross join balance_of(account) balance cross join lateral account_currency(path) currency
       where id = account
    ), corrections as (
      select 1 as position, -balance as amount, former_currency as currency from known where former_currency <> currency
       union all
      select 2, case when former_currency = currency then wanted - balance else wanted end, currency from known
    ), recorded as (
      insert into billing_transactions (organization_id, type, amount, currency)
      select account, 'correction', amount, currency from corrections where amount <> 0 order by position
      returning amount
    )
    insert into new_amounts (organization_id, account_id, amount)
    select account, account, sum(amount) from recorded having sum(amount) <> 0 $$`;

/** Keeps the number of the balances at and below these paths whose currency is another one now: nothing is converted. */
const changeAccountCurrencies = `
  create function change_account_currencies(paths text[]) returns void language sql as $$
    select correct_balance(organization_id, null)
      from (
        select distinct profile.organization_id, profile.path
          from unnest(paths) top
          join billing_profiles profile on profile.path >= top and profile.path < path_end(top)
         where profile.current_balance is not null
      ) account cross join lateral account_currency(path) currency
     where currency.code <> (
       select transaction.currency from billing_transactions transaction
        where transaction.organization_id = account.organization_id order by id desc limit 1) $$`;
