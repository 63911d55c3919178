import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * API keys. Of the secret only its SHA-256 is kept: it has 256 random bits, so there is nothing to guess and no need
 * for a slow hash. After a rotation the one before holds for a while.
 */
export class CreateApiKeys1763800100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table api_keys (
        id varchar(40) collate "C" not null,
        organization_id integer,
        name varchar(100) not null,
        role varchar(10) not null,
        prefix varchar(20) not null,
        hash varchar(64) collate "C" not null,
        previous_hash varchar(64) collate "C",
        previous_expires_at timestamptz(3),
        expires_at timestamptz(3),
        last_used_at timestamptz(3),
        path text collate "C" not null,
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        constraint api_keys_pkey primary key (id),
        constraint api_keys_hash_key unique (hash),
        constraint api_keys_previous_hash_key unique (previous_hash),
        constraint api_keys_organization_id_fkey foreign key (organization_id) references organizations (id),
        constraint api_keys_name_check check (name <> ''),
        constraint api_keys_role_check check (role in ('admin', 'manager', 'viewer', 'edge')),
        constraint api_keys_organization_check check (organization_id is not null or role in ('admin', 'edge')),
        constraint api_keys_previous_check check ((previous_hash is null) = (previous_expires_at is null))
      )`);
    await queryRunner.query(`create index api_keys_created_at_idx on api_keys (created_at, id)`);
    await queryRunner.query(
      `create index api_keys_organization_id_idx on api_keys (organization_id, created_at, id)`,
    );
    // A key of an administrator belongs to the platform, even where it names an organization: a manager of that
    // organization who could rotate it would become an administrator.
    await queryRunner.query(`
      create function api_keys_follow_organization() returns trigger language plpgsql as $$
      begin
        if new.role = 'admin' or new.organization_id is null then
          new.path := '/';
        else
          select path into new.path from organizations where id = new.organization_id;
          if not found then
            raise exception 'the organization is not there'
              using errcode = 'foreign_key_violation', constraint = 'api_keys_organization_id_fkey';
          end if;
        end if;
        return new;
      end $$`);
    await queryRunner.query(`
      create trigger api_keys_follow_organization before insert or update of organization_id, role on api_keys
        for each row execute function api_keys_follow_organization()`);
    await queryRunner.query(`call run_as_owner('api_keys_follow_organization()')`);
    await queryRunner.query(`call isolate_resources('api_keys')`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop trigger organizations_carry_api_keys on organizations`);
    await queryRunner.query(`drop table api_keys`);
    await queryRunner.query(`drop function api_keys_follow_organization()`);
  }
}
