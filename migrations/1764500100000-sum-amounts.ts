import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolateByOrganization } from './isolate-by-organization.js';

const readable = ['spend', 'balances', 'blocks', 'cost_limit_warnings'];

const functions = [
  'effective_decimals(text)',
  'review_limits(integer[], date)',
  'sum_new_amounts(integer, boolean)',
];

/**
 * What the amounts add up to, and what happens at a limit.
 *
 * One transaction at a time (lock 7301007) takes the new amounts, adds each to the totals of its organization and of those
 * above it, and compares the totals with the limits. So the total of a large tenant is written once for many charges, and two
 * charges that reach a limit only together cannot miss each other. Each reader of a total adds the amounts that are still new.
 *
 * The transaction waits only for the end of a move: it writes only tables that no request writes.
 */
export class SumAmounts1764500100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // The total of an organization includes those below it. In a row of its own for each category, which the API shows.
    await queryRunner.query(`
      create table spend (
        organization_id integer not null,
        month date not null,
        currency_id smallint not null,
        category varchar(100) collate "C" not null,
        own numeric(38, 6) not null,
        total numeric(38, 6) not null,
        constraint spend_pkey primary key (organization_id, month, currency_id, category)
      ) with (fillfactor = 70)`);
    await queryRunner.query(`create index spend_month_idx on spend (month)`);
    await queryRunner.query(`
      create table balances (
        organization_id integer not null,
        balance numeric(38, 6) not null,
        constraint balances_pkey primary key (organization_id)
      ) with (fillfactor = 70)`);
    // The new amounts that the totals contain: those that this snapshot sees are no longer there, the others are not in it.
    await queryRunner.query(`
      create table amounts_summed (
        one boolean not null default true,
        snapshot pg_snapshot not null,
        month date not null,
        constraint amounts_summed_pkey primary key (one),
        constraint amounts_summed_one_check check (one)
      )`);
    await queryRunner.query(
      `insert into amounts_summed (snapshot, month)
       values (pg_current_snapshot(), date_trunc('month', now() at time zone 'UTC'))`,
    );
    await queryRunner.query(`grant select on amounts_summed to organizations_app`);
    await queryRunner.query(`
      create table blocks (
        organization_id integer not null,
        reason varchar(20) not null,
        month date,
        since timestamptz(3) not null default clock_timestamp(),
        limit_amount numeric(38, 6) not null,
        amount numeric(38, 6) not null,
        constraint blocks_pkey primary key (organization_id, reason),
        constraint blocks_reason_check check (reason in ('cost_limit', 'credit_limit')),
        constraint blocks_month_check check ((reason = 'cost_limit') = (month is not null))
      )`);
    await queryRunner.query(`create index blocks_month_idx on blocks (month) where month is not null`);
    await queryRunner.query(`
      create table cost_limit_warnings (
        organization_id integer not null,
        month date not null,
        threshold smallint not null,
        limit_amount numeric(38, 6) not null,
        amount numeric(38, 6) not null,
        created_at timestamptz(3) not null default clock_timestamp(),
        constraint cost_limit_warnings_pkey primary key (organization_id, month, threshold)
      )`);
    // For the metrics: the warnings of all months stay, and those of this month are counted.
    await queryRunner.query(
      `create index cost_limit_warnings_month_idx on cost_limit_warnings (month, organization_id) where threshold >= 80`,
    );
    for (const table of readable) await isolateByOrganization(queryRunner, table);

    // Their rows have no path, and are never changed.
    for (const [table, type] of [
      ['blocks', 'block'],
      ['cost_limit_warnings', 'costlimitwarning'],
    ] as const) {
      await queryRunner.query(`
        create trigger ${table}_80_record_history after insert or delete on ${table} for each row
          execute function record_history('${type}', 'organization_id')`);
      await queryRunner.query(
        `comment on trigger ${table}_80_record_history on ${table} is 'Last: records the row as the triggers before have left it.'`,
      );
    }
    await queryRunner.query(`
      create function blocks_log_routing_change() returns trigger language plpgsql as $$
      begin
        insert into routing_changes (kind, key) values ('organization', coalesce(new.organization_id, old.organization_id)::text);
        return null;
      end $$`);
    await queryRunner.query(`call run_as_owner('blocks_log_routing_change()')`);
    await queryRunner.query(`
      create trigger blocks_70_log_routing_change after insert or update or delete on blocks
        for each row execute function blocks_log_routing_change()`);
    await queryRunner.query(
      `comment on trigger blocks_70_log_routing_change on blocks is 'Any order: readers look up the key after the commit.'`,
    );

    await queryRunner.query(`
      create table cost_limit_extensions (
        id bigint generated always as identity,
        organization_id integer not null,
        month date not null,
        amount numeric(20, 6) not null,
        reason varchar(500) not null,
        created_at timestamptz(3) not null default now(),
        constraint cost_limit_extensions_pkey primary key (id),
        constraint cost_limit_extensions_organization_id_fkey foreign key (organization_id) references organizations,
        constraint cost_limit_extensions_amount_check check (amount > 0)
      )`);
    await queryRunner.query(
      `create index cost_limit_extensions_organization_id_idx on cost_limit_extensions (organization_id, month, id)`,
    );
    await queryRunner.query(`call register_tenant_table('cost_limit_extensions', 'costlimitextension')`);

    // Tenants learn that they are blocked, also by a limit above them; whose it is, they learn if they see that organization. A
    // view, and a function that PostgreSQL inlines, because they are part of each row of a list of organizations.
    await queryRunner.query(`
      create view visible_blocks as
        select organization_id, reason, since, in_scope
          from blocks
         cross join lateral (select is_in_callers_scope(path) as in_scope from organizations where id = organization_id) owner
         where (in_scope or organization_id = any (path_ids(current_scope())))
           and (month is null or month = date_trunc('month', now() at time zone 'UTC'))`);
    await queryRunner.query(`grant select on visible_blocks to organizations_app`);
    await queryRunner.query(`
      create function effective_block(of_path text)
        returns table (id varchar, since timestamptz, organization_id integer) language sql stable rows 1 as $$
        select reason, since, case when in_scope then visible_blocks.organization_id end
          from visible_blocks
         where visible_blocks.organization_id = any (path_ids(of_path))
         order by reason, visible_blocks.organization_id limit 1 $$`);
    await queryRunner.query(`
      create function effective_decimals(of_path text) returns integer language sql stable as $$
        select coalesce((
          select minor_units from account_currency(of_path) currency join currencies using (code)), 2)::integer $$`);
    // With the eyes of the caller, whom the policies show what is in the scope.
    await queryRunner.query(`
      create function balance_of(account integer) returns numeric language sql stable as $$
        select coalesce((select balance from balances where organization_id = account), 0) + coalesce((
          select sum(amount) from new_amounts
           where account_id = account and xid >= (select pg_snapshot_xmin(snapshot) from amounts_summed)), 0) $$`);
    await queryRunner.query(reviewLimits);
    await queryRunner.query(sumNewAmounts);
    for (const name of functions) await queryRunner.query(`call run_as_owner('${name}')`);
    // As for record_charges.
    await queryRunner.query(
      `alter function sum_new_amounts(integer, boolean) set plan_cache_mode = force_custom_plan set jit = off`,
    );
    // Only for those who hold the lock.
    await queryRunner.query(
      `revoke execute on function review_limits(integer[], date) from organizations_app`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of ['effective_block(text)', 'balance_of(integer)', ...functions])
      await queryRunner.query(`drop function ${name}`);
    await queryRunner.query(`drop view visible_blocks`);
    for (const trigger of [
      'organizations_30_carry_cost_limit_extensions',
      'organizations_50_hide_cost_limit_extensions',
    ])
      await queryRunner.query(`drop trigger ${trigger} on organizations`);
    for (const table of ['cost_limit_extensions', ...readable, 'amounts_summed'])
      await queryRunner.query(`drop table ${table}`);
    await queryRunner.query(`drop function blocks_log_routing_change()`);
  }
}

/** Blocks these organizations where a limit is reached, lifts blocks where it is not, and warns once for each threshold. */
const reviewLimits = `
  create function review_limits(ids integer[], this_month date) returns void language plpgsql as $$
  begin
    with limited as materialized (
      select organization.id,
             organization.monthly_cost_limit + coalesce((
               select sum(amount) from cost_limit_extensions
                where organization_id = organization.id and month = this_month), 0) as limit_amount,
             coalesce((select sum(total) from spend
                        where organization_id = organization.id and month = this_month
                          and currency_id = organization.currency_id), 0) as amount,
             coalesce(organization.cost_limit_thresholds, '{50,80,100}') as thresholds
        from organizations organization
       where organization.id = any (ids) and organization.monthly_cost_limit is not null
         and organization.deleted_at is null
    ), blocked as (
      insert into blocks (organization_id, reason, month, limit_amount, amount)
      select id, 'cost_limit', this_month, limit_amount, amount from limited where amount >= limit_amount
      -- Of another month, if the clock was set back.
      on conflict on constraint blocks_pkey do update
        set month = excluded.month, since = excluded.since, limit_amount = excluded.limit_amount, amount = excluded.amount
        where blocks.month <> excluded.month
    ), warned as (
      insert into cost_limit_warnings (organization_id, month, threshold, limit_amount, amount)
      select id, this_month, threshold, limit_amount, amount
        from limited cross join unnest(thresholds) threshold
       where amount >= limit_amount * threshold / 100
       order by threshold
      on conflict on constraint cost_limit_warnings_pkey do nothing
    )
    delete from blocks
     where reason = 'cost_limit' and organization_id = any (ids)
       and not exists (select from limited where limited.id = organization_id and limited.amount >= limited.limit_amount);

    with limited as materialized (
      select profile.organization_id as id, decisive.limit_amount, balance.amount
        from billing_profiles profile
        join organizations holder on holder.id = profile.organization_id and holder.deleted_at is null
       cross join lateral (
         -- A prepaid account has the limit of its own profile or 0: that of an ancestor is for accounts with an invoice.
         select coalesce(profile.credit_limit, case (
                    select above.payment_method from billing_profiles above
                     where above.organization_id = any (path_ids(profile.path)) and above.payment_method is not null
                     order by above.path desc limit 1)
                  when 'prepaid' then 0
                  else (
                    select above.credit_limit from billing_profiles above
                     where above.organization_id = any (path_ids(profile.path)) and above.credit_limit is not null
                     order by above.path desc limit 1) end) as limit_amount
       ) decisive
       cross join lateral (
         select coalesce((select balance from balances where organization_id = profile.organization_id), 0) as amount
       ) balance
       where profile.organization_id = any (ids) and profile.current_balance is not null
         and decisive.limit_amount is not null
    ), blocked as (
      insert into blocks (organization_id, reason, limit_amount, amount)
      select id, 'credit_limit', limit_amount, amount from limited where amount >= limit_amount
      on conflict on constraint blocks_pkey do nothing
    )
    delete from blocks
     where reason = 'credit_limit' and organization_id = any (ids)
       and not exists (select from limited where limited.id = organization_id and limited.amount >= limited.limit_amount);
  end $$`;

/**
 * Adds new amounts to the totals, up to `most` of each of two kinds, and looks at the limits of all organizations that this
 * concerns. Returns whether there may be more. `everything` also takes what the snapshot should have seen: a restored dump of another server can have it.
 */
const sumNewAmounts = `
  create function sum_new_amounts(most integer, everything boolean default false) returns boolean language plpgsql as $$
  declare
    known record;
    this_month date;
    more boolean;
    concerned integer[];
  begin
    perform pg_advisory_xact_lock(7301007);
    this_month := date_trunc('month', clock_timestamp() at time zone 'UTC');
    select snapshot, month into known from amounts_summed;
    -- The snapshot of another server, or everything is wanted: then the whole table.
    if everything or pg_snapshot_xmax(known.snapshot) > pg_snapshot_xmax(pg_current_snapshot()) then
      known.snapshot := '3:3:';
    elsif known.month = this_month and not exists (
      select from new_amounts where xid >= pg_snapshot_xmax(known.snapshot)
    ) and not exists (
      select from new_amounts where xid = any (array(select pg_snapshot_xip(known.snapshot)))
    ) then
      return false;
    end if;
    -- Two index scans, as in the log of routing: past what others have taken, which stays in the index for a while.
    with begun_later as (
      select xid, seq from new_amounts where xid >= pg_snapshot_xmax(known.snapshot) order by xid, seq limit most
    ), running_before as (
      select xid, seq from new_amounts
       where xid = any (array(select pg_snapshot_xip(known.snapshot))) and xid < pg_snapshot_xmax(known.snapshot)
       limit most
    ), taken as (
      select * from begun_later union all select * from running_before
    ), cut as (
      select greatest((select count(*) from begun_later), (select count(*) from running_before)) = most as short
    ), fresh as (
      delete from new_amounts using taken where new_amounts.xid = taken.xid and new_amounts.seq = taken.seq
      returning new_amounts.*
    ), remembered as (
      -- Unless the batch is cut short: then the next one begins where this one did.
      update amounts_summed set snapshot = pg_current_snapshot() where not (select short from cut)
    ), spent as (
      insert into spend (organization_id, month, currency_id, category, own, total)
      select above.id, fresh.month, fresh.currency_id, fresh.category,
             sum(case when above.id = fresh.organization_id then fresh.amount else 0 end), sum(fresh.amount)
        from fresh join organizations on organizations.id = fresh.organization_id
       cross join unnest(path_ids(organizations.path)) above (id)
       where fresh.month is not null
       group by 1, 2, 3, 4
      on conflict on constraint spend_pkey
        do update set own = spend.own + excluded.own, total = spend.total + excluded.total
      returning organization_id
    ), balanced as (
      insert into balances (organization_id, balance)
      select account_id, sum(amount) from fresh where account_id is not null group by account_id
      on conflict on constraint balances_pkey do update set balance = balances.balance + excluded.balance
      returning organization_id
    )
    select (select short from cut),
           (select array_agg(distinct organization_id)
              from (select organization_id from spent union all select organization_id from balanced
                    union all select organization_id from fresh) together)
      into more, concerned;

    if known.month < this_month then
      -- A new month: its limits start anew, with what was already charged for it.
      update amounts_summed set month = this_month;
      with over as (delete from blocks where month < this_month returning organization_id)
      select array_agg(distinct organization_id) into concerned
        from (select unnest(concerned) as organization_id union all select organization_id from over
              union all select organization_id from spend where month = this_month) together;
    end if;
    if concerned is not null then
      perform review_limits(concerned, this_month);
      -- A charge can be recorded at the moment when its account is closed. What it leaves there is not owed.
      perform correct_balance(balances.organization_id, 0)
         from balances
        where organization_id = any (concerned) and balance <> 0 and not exists (
          select from billing_profiles profile
           where profile.organization_id = balances.organization_id and profile.current_balance is not null);
    end if;
    return more;
  end $$`;
