import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What organizations own: domains, networks, contacts, billing profiles. */
export class CreateTenantResources1763700200000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table domains (
        id varchar(64) collate "C" not null,
        organization_id integer not null,
        domain varchar(253) collate "C" not null,
        type varchar(10) not null default 'primary',
        status varchar(10) not null default 'active',
        sip_realm varchar(253),
        registration_enabled boolean not null default true,
        tls_enabled boolean not null default false,
        metadata json,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        constraint domains_pkey primary key (id),
        constraint domains_domain_key unique (domain),
        constraint domains_organization_id_fkey foreign key (organization_id) references organizations (id),
        constraint domains_id_check check (id ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$'),
        constraint domains_domain_check check (domain ~ '^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{1,63}$'),
        constraint domains_type_check check (type in ('primary', 'alias')),
        constraint domains_status_check check (status in ('active', 'inactive', 'suspended')),
        constraint domains_metadata_check check (json_typeof(metadata) = 'object')
      )`);
    for (const column of ['organization_id', 'type', 'status'])
      await queryRunner.query(`create index domains_${column}_idx on domains (${column}, created_at, id)`);
    for (const column of ['created_at', 'updated_at'])
      await queryRunner.query(`create index domains_${column}_idx on domains (${column}, id)`);

    await queryRunner.query(`create sequence org_ips_id_seq`);
    await queryRunner.query(`
      create table org_ips (
        id varchar(67) collate "C" not null,
        organization_id integer not null,
        network cidr not null,
        type varchar(10) not null default 'both',
        shared boolean not null default false,
        description varchar(255),
        status varchar(10) not null default 'active',
        allowed_ports integer[],
        protocols text[],
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        constraint org_ips_pkey primary key (id),
        constraint org_ips_organization_id_fkey foreign key (organization_id) references organizations (id),
        constraint org_ips_id_check check (id ~ '^ip_[A-Za-z0-9_-]{1,64}$'),
        constraint org_ips_network_check
          check (masklen(network) >= case family(network) when 4 then 8 else 16 end),
        constraint org_ips_type_check check (type in ('signaling', 'media', 'both')),
        constraint org_ips_status_check check (status in ('active', 'inactive')),
        constraint org_ips_allowed_ports_check
          check (allowed_ports <> '{}' and 1 <= all (allowed_ports) and 65535 >= all (allowed_ports)),
        constraint org_ips_protocols_check
          check (protocols <> '{}' and protocols <@ array['UDP', 'TCP', 'TLS', 'WS', 'WSS'])
      )`);
    // An entry for both kinds of traffic is in both indexes, so it meets every other entry of its network.
    for (const [kind, other] of [
      ['signaling', 'media'],
      ['media', 'signaling'],
    ]) {
      await queryRunner.query(`
        create unique index org_ips_${kind}_network_key on org_ips (network)
          where not shared and type <> '${other}'`);
      await queryRunner.query(`
        create unique index org_ips_shared_${kind}_network_key on org_ips (network, organization_id)
          where shared and type <> '${other}'`);
    }
    await queryRunner.query(`create index org_ips_network_idx on org_ips (network)`);
    for (const column of ['organization_id', 'type', 'status'])
      await queryRunner.query(`create index org_ips_${column}_idx on org_ips (${column}, created_at, id)`);
    for (const column of ['created_at', 'updated_at'])
      await queryRunner.query(`create index org_ips_${column}_idx on org_ips (${column}, id)`);

    await queryRunner.query(`
      create function networks_around(network cidr) returns cidr[] language sql immutable parallel safe as $$
        select array_agg(set_masklen(network, bits))
          from generate_series(case family(network) when 4 then 8 else 16 end, masklen(network)) bits
      $$`);
    // The greatest network inside of one, in the order of the btree: [network, last_network_within] is its inside.
    await queryRunner.query(`
      create function last_network_within(network cidr) returns cidr language sql immutable parallel safe as $$
        select set_masklen(broadcast(network), case family(network) when 4 then 32 else 128 end)::cidr
      $$`);
    await queryRunner.query(`
      create function next_org_ip_id() returns text language plpgsql as $$
      declare
        number bigint;
        candidate text;
      begin
        loop
          number := nextval('org_ips_id_seq');
          candidate := 'ip_' || lpad(number::text, greatest(3, length(number::text)), '0');
          exit when not exists (select from org_ips where id = candidate);
        end loop;
        return candidate;
      end $$`);

    // Networks that overlap share their first 8 (IPv4) or 16 (IPv6) bits, the shortest prefix allowed: a lock on
    // those bits puts the writers that could meet one after the other, and nobody else.
    await queryRunner.query(`
      create function lock_network(network cidr) returns void language sql as $$
        select pg_advisory_xact_lock(7301002, family(network) * 65536 +
          ('x' || lpad(substr(encode(inet_send(network), 'hex'), 9, case family(network) when 4 then 2 else 4 end),
                       8, '0'))::bit(32)::integer)
      $$`);
    await queryRunner.query(`
      create function org_ips_refuse_conflict() returns trigger language plpgsql as $$
      declare
        mine text;
        conflict text;
      begin
        perform lock_hierarchy_shared();
        perform lock_network(new.network);
        select path into mine from organizations where id = new.organization_id;
        if exists (
          select from org_ips other
           where other.network = new.network and other.id <> new.id
             and (other.type = new.type or 'both' in (other.type, new.type))
             and not (other.shared and new.shared and other.organization_id <> new.organization_id)
        ) then
          conflict := 'org_ips_network_taken';
        elsif exists (
          select from org_ips other join organizations owner on owner.id = other.organization_id
           where (other.network between new.network and last_network_within(new.network)
                  or other.network = any (networks_around(new.network)))
             and other.id <> new.id
             and not (other.network = new.network and other.shared and new.shared)
             and not (starts_with(owner.path, mine) or starts_with(mine, owner.path))
        ) then
          conflict := 'org_ips_no_overlap_between_strangers';
        end if;
        if conflict is not null then
          raise exception 'network % is taken', new.network
            using errcode = 'exclusion_violation', constraint = conflict;
        end if;
        return new;
      end $$`);
    await queryRunner.query(`
      create trigger org_ips_refuse_conflict
        before insert or update of id, organization_id, network, type, shared on org_ips
        for each row execute function org_ips_refuse_conflict()`);

    // A move can turn relatives into strangers: what the organizations left behind own may then not overlap with
    // what moved. Nobody else can newly meet, for until now no strangers overlapped.
    await queryRunner.query(`
      create function organizations_refuse_conflict() returns trigger language plpgsql as $$
      begin
        if not exists (
          select from org_ips mine join organizations moved on moved.id = mine.organization_id
           where moved.path >= new.path and moved.path < path_end(new.path)
        ) then
          return null;
        end if;
        if exists (
          select from org_ips theirs, lateral (
            select within.organization_id, within.network, within.shared from org_ips within
             where within.network >= theirs.network and within.network <= last_network_within(theirs.network)
            union all
            select around.organization_id, around.network, around.shared from org_ips around
             where around.network = any (networks_around(theirs.network))
          ) mine join organizations moved on moved.id = mine.organization_id
           where theirs.organization_id = any (path_ids(old.path))
             and not theirs.organization_id = any (path_ids(new.path))
             and moved.path >= new.path and moved.path < path_end(new.path)
             and (moved.deleted_at is null or moved.deleted_at > restorable_since())
             and not (mine.network = theirs.network and mine.shared and theirs.shared)
        ) then
          raise exception 'the move would set networks against each other'
            using errcode = 'exclusion_violation', constraint = 'organizations_networks_apart';
        end if;
        return null;
      end $$`);
    await queryRunner.query(`
      create trigger organizations_refuse_conflict after update of parent_id on organizations
        for each row when (old.path is distinct from new.path) execute function organizations_refuse_conflict()`);

    await queryRunner.query(`
      create table contacts (
        id integer generated by default as identity,
        organization_id integer not null,
        type_id smallint not null,
        name varchar(200) not null,
        title varchar(100),
        department varchar(200),
        street varchar(200),
        secondary_address varchar(200),
        zipcode varchar(20),
        city varchar(100),
        state varchar(100),
        country_id smallint,
        email varchar(254),
        phone varchar(50),
        mobile varchar(50),
        purchase_order_number varchar(100),
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        constraint contacts_pkey primary key (id),
        constraint contacts_organization_id_fkey foreign key (organization_id) references organizations (id),
        constraint contacts_type_id_fkey foreign key (type_id) references contact_types (id),
        constraint contacts_country_id_fkey foreign key (country_id) references countries (id),
        constraint contacts_name_check check (name <> ''),
        constraint contacts_purchase_order_number_check check (purchase_order_number is null or type_id = 6)
      )`);
    for (const column of ['id', 'name', 'type_id', 'created_at'])
      await queryRunner.query(
        `create index contacts_organization_${column}_idx on contacts (organization_id, ${column}${column === 'id' ? '' : ', id'})`,
      );

    await queryRunner.query(`
      create table billing_profiles (
        organization_id integer not null,
        billing_plan varchar(100),
        billing_cycle varchar(10),
        currency varchar(3),
        payment_method varchar(20),
        billing_contact json,
        billing_address json,
        rate_card json,
        credit_limit numeric(14, 2),
        current_balance numeric(14, 2),
        status varchar(10),
        next_billing_date timestamptz(3),
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        constraint billing_profiles_pkey primary key (organization_id),
        constraint billing_profiles_organization_id_fkey
          foreign key (organization_id) references organizations (id),
        constraint billing_profiles_currency_fkey foreign key (currency) references currencies (code),
        constraint billing_profiles_billing_cycle_check check (billing_cycle in ('monthly', 'quarterly', 'annual')),
        constraint billing_profiles_payment_method_check
          check (payment_method in ('invoice', 'credit_card', 'direct_debit', 'prepaid')),
        constraint billing_profiles_status_check check (status in ('active', 'suspended', 'closed')),
        constraint billing_profiles_credit_limit_check check (credit_limit >= 0)
      )`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of ['billing_profiles', 'contacts', 'org_ips', 'domains'])
      await queryRunner.query(`drop table ${table}`);
    await queryRunner.query(`drop trigger organizations_refuse_conflict on organizations`);
    await queryRunner.query(`drop sequence org_ips_id_seq`);
    for (const name of [
      'organizations_refuse_conflict()',
      'org_ips_refuse_conflict()',
      'lock_network(cidr)',
      'next_org_ip_id()',
      'last_network_within(cidr)',
      'networks_around(cidr)',
    ])
      await queryRunner.query(`drop function ${name}`);
  }
}
