import type { MigrationInterface, QueryRunner } from 'typeorm';
import { editFunction } from './edit-function.js';
import { isolateByOrganization } from './isolate-by-organization.js';

/** The history of a row without a path belongs to its organization. */
const PATH = `when part.path <> '/' then`;
const PATH_OR_NONE = `when part.path is distinct from '/' then`;

const tables = ['charges', 'billing_transactions', 'new_amounts'];

/**
 * What organizations owe: charges, priced by a rating engine, and the transactions of billing accounts.
 *
 * Each writer also leaves its amount in `new_amounts`, where the totals get it from, and waits for no other transaction: if
 * each charge changed the totals itself, all charges of a large tenant would wait for each other.
 */
export class RecordCharges1764500000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Without foreign keys: they would lock the row of an organization for each charge, and an organization is never removed.
    await queryRunner.query(`
      create table charges (
        seq bigint generated always as identity,
        sender uuid not null,
        id varchar(128) collate "C" not null,
        organization_id integer not null,
        account_id integer,
        amount numeric(20, 6) not null,
        currency_id smallint not null,
        occurred_at timestamptz(3) not null,
        category varchar(100) collate "C" not null default '',
        description varchar(500),
        created_at timestamptz(3) not null default now(),
        constraint charges_pkey primary key (seq),
        constraint charges_sender_id_key unique (id, sender)
      )`);
    await queryRunner.query(
      `create index charges_organization_id_idx on charges (organization_id, occurred_at, seq) include (category)`,
    );
    await queryRunner.query(
      `create index charges_occurred_at_idx on charges (occurred_at, seq) include (organization_id, category)`,
    );
    await queryRunner.query(`
      create table billing_transactions (
        id bigint generated always as identity,
        organization_id integer not null,
        type varchar(20) not null,
        amount numeric(38, 6) not null,
        currency varchar(3) not null,
        charges integer,
        reference varchar(128),
        description varchar(500),
        created_at timestamptz(3) not null default clock_timestamp(),
        constraint billing_transactions_pkey primary key (id),
        constraint billing_transactions_type_check check (type in ('charges', 'payment', 'correction')),
        constraint billing_transactions_charges_check check ((type = 'charges') = (charges is not null))
      )`);
    await queryRunner.query(
      `create index billing_transactions_organization_id_idx on billing_transactions (organization_id, id)`,
    );
    // A row is an amount for the totals of an organization and the balance of an account, or of one of the two. Without an
    // amount, the limits of the organization are looked at. The time is for the metrics.
    await queryRunner.query(`
      create table new_amounts (
        xid xid8 not null default pg_current_xact_id(),
        seq bigint generated always as identity,
        organization_id integer not null,
        account_id integer,
        month date,
        currency_id smallint,
        category varchar(100) collate "C",
        amount numeric(38, 6) not null default 0,
        created_at timestamptz(3) not null default clock_timestamp(),
        constraint new_amounts_pkey primary key (xid, seq),
        constraint new_amounts_month_check check ((month is null) = (currency_id is null) and (month is null) = (category is null))
      )`);
    await queryRunner.query(
      `create index new_amounts_account_id_idx on new_amounts (account_id) where account_id is not null`,
    );
    for (const table of tables) await isolateByOrganization(queryRunner, table);
    await editFunction(queryRunner, 'record_history', PATH, PATH_OR_NONE);
    // The history has what people do. Charges are a record by themselves.
    await queryRunner.query(`
      create trigger billing_transactions_80_record_history after insert on billing_transactions for each row
        when (new.type <> 'charges') execute function record_history('billingtransaction', 'id')`);
    await queryRunner.query(
      `comment on trigger billing_transactions_80_record_history on billing_transactions is 'Last: records the row as the triggers before have left it.'`,
    );
    // For functions that run as the owner, whom no policy restricts.
    await queryRunner.query(`
      create function is_in_callers_scope(path text) returns boolean language sql stable as $$
        select current_setting('role') = 'organizations_platform' or (path >= current_scope() and path < current_scope_end()) $$`);
    // A table of one row, because PostgreSQL inlines such a function.
    await queryRunner.query(`
      create function account_currency(of_path text) returns table (code varchar) language sql stable rows 1 as $$
        select coalesce((
                 select currency from billing_profiles
                  where organization_id = any (path_ids(of_path)) and currency is not null
                  order by path desc limit 1
               ), (
                 select currencies.code from organizations join currencies on currencies.id = currency_id
                  where organizations.path = of_path
               )) $$`);
    await queryRunner.query(addTransaction);
    await queryRunner.query(
      `call run_as_owner('add_billing_transaction(integer, text, numeric, text, text)')`,
    );
    await queryRunner.query(recordCharges);
    await queryRunner.query(
      `call run_as_owner('record_charges(uuid, text[], integer[], numeric[], smallint[], timestamptz[], text[], text[])')`,
    );
    // Planned at each call, by the present size of the tables: a session would keep the plan that it made while they were
    // empty, which can be thousands of times slower. And it takes less time than compiling would.
    await queryRunner.query(
      `alter function record_charges(uuid, text[], integer[], numeric[], smallint[], timestamptz[], text[], text[])
         set plan_cache_mode = force_custom_plan set jit = off`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      `drop function record_charges(uuid, text[], integer[], numeric[], smallint[], timestamptz[], text[], text[])`,
    );
    await queryRunner.query(`drop function add_billing_transaction(integer, text, numeric, text, text)`);
    await queryRunner.query(`drop function account_currency(text)`);
    await queryRunner.query(`drop function is_in_callers_scope(text)`);
    for (const table of tables) await queryRunner.query(`drop table ${table}`);
    await editFunction(queryRunner, 'record_history', PATH_OR_NONE, PATH);
  }
}

/**
 * Records the charges of one request. Each of the arrays has a line for each charge; the result says for each line what became
 * of it. A charge whose id the sender has used before counts once: the same content is a duplicate, another a conflict.
 */
const recordCharges = `
  create function record_charges(from_sender uuid, ids text[], organization_ids integer[], amounts numeric[],
                                 currency_ids smallint[], times timestamptz[], categories text[], descriptions text[])
    returns table (line integer, outcome text) language plpgsql as $$
  declare
    recorded_ids text[];
  begin
    with lines as (
      select * from unnest(ids, organization_ids, amounts, currency_ids, times, categories, descriptions) with ordinality
        as l (id, organization_id, amount, currency_id, occurred_at, category, description, n)
    ), owners as materialized (
      select organizations.id, path, currency_id, currencies.code as currency
        from organizations join currencies on currencies.id = currency_id
       where organizations.id in (select organization_id from lines) and deleted_at is null
         and is_in_callers_scope(path)
    ), accounts as materialized (
      -- The account that pays: of those at or above the organization the nearest in the currency of the charge.
      select owners.id as organization_id, account.organization_id as id
        from owners
       cross join lateral (
         select profile.organization_id
           from billing_profiles profile cross join lateral account_currency(profile.path) currency
          where profile.organization_id = any (path_ids(owners.path)) and profile.current_balance is not null
            and currency.code = owners.currency
          order by profile.path desc limit 1
       ) account
    ), recorded as (
      insert into charges (sender, id, organization_id, account_id, amount, currency_id, occurred_at, category, description)
      -- In the order of the ids, so that two requests with the same charges do not wait for each other.
      select distinct on (lines.id) from_sender, lines.id, lines.organization_id, accounts.id, lines.amount,
             lines.currency_id, lines.occurred_at, lines.category, lines.description
        from lines join owners on owners.id = lines.organization_id and owners.currency_id = lines.currency_id
        left join accounts on accounts.organization_id = lines.organization_id
       order by lines.id, lines.n
      on conflict on constraint charges_sender_id_key do nothing
      returning charges.id, charges.organization_id, charges.account_id, charges.amount, charges.currency_id,
                charges.occurred_at, charges.category
    ), announced as (
      insert into new_amounts (organization_id, account_id, month, currency_id, category, amount)
      select organization_id, account_id, date_trunc('month', occurred_at at time zone 'UTC')::date, currency_id, category,
             sum(amount)
        from recorded
       group by 1, 2, 3, 4, 5
    ), billed as (
      insert into billing_transactions (organization_id, type, amount, currency, charges)
      select account_id, 'charges', sum(amount), currencies.code, count(*)
        from recorded join currencies on currencies.id = currency_id
       where account_id is not null
       group by account_id, currencies.code
    )
    select array_agg(recorded.id) into recorded_ids from recorded;

    -- Another statement, which also sees what was recorded at the same time.
    return query
      select compared.n::integer,
             case when same and compared.id = any (recorded_ids)
                       and row_number() over (partition by compared.id, same order by compared.n) = 1 then 'recorded'
                  when same then 'duplicate'
                  when not same then 'conflict'
                  when owner.id is null then 'unknown_organization'
                  else 'currency_mismatch' end
        from (
          select lines.id, lines.n, lines.organization_id,
                 case when charge.id is not null then
                   (charge.organization_id, charge.amount, charge.currency_id, charge.occurred_at, charge.category,
                    charge.description)
                     is not distinct from (lines.organization_id, lines.amount, lines.currency_id,
                                           lines.occurred_at::timestamptz(3), lines.category, lines.description) end as same
            from unnest(ids, organization_ids, amounts, currency_ids, times, categories, descriptions) with ordinality
              as lines (id, organization_id, amount, currency_id, occurred_at, category, description, n)
            left join charges charge on charge.sender = from_sender and charge.id = lines.id
        ) compared
        left join organizations owner on owner.id = compared.organization_id and owner.deleted_at is null
          and is_in_callers_scope(owner.path)
       order by compared.n;
  end $$`;

/** A payment or a correction of an account in the scope. Returns nothing if the organization has no balance of its own. */
const addTransaction = `
  create function add_billing_transaction(account integer, transaction_type text, transaction_amount numeric,
                                          transaction_reference text, transaction_description text)
    returns setof billing_transactions language sql as $$
      with added as (
        insert into billing_transactions (organization_id, type, amount, currency, reference, description)
        select profile.organization_id, transaction_type, transaction_amount, currency.code,
               transaction_reference, transaction_description
          from billing_profiles profile cross join lateral account_currency(profile.path) currency
         where profile.organization_id = account and profile.current_balance is not null
           and is_in_callers_scope(profile.path)
        returning *
      ), announced as (
        insert into new_amounts (organization_id, account_id, amount)
        select organization_id, organization_id, amount from added
      )
      select * from added $$`;
