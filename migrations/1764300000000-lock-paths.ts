import type { MigrationInterface, QueryRunner } from 'typeorm';
import { editFunction } from './edit-function.js';

/** What the functions lock, before and after. */
const edits: [name: string, before: string, after: string][] = [
  [
    'organizations_place',
    `if tg_op = 'INSERT' then
          perform lock_hierarchy_shared();
        else
          perform lock_hierarchy();
        end if;`,
    `if tg_op = 'INSERT' then
          perform lock_path(new.parent_id);
        else
          perform lock_subtree(new.id, new.parent_id);
        end if;`,
  ],
  [
    'follow_organization',
    `select case when deleted_at is null then path else '' end into new.path
          from organizations where id = new.organization_id;
        if not found then`,
    `new.path := locked_path(new.organization_id);
        if new.path is null then`,
  ],
  [
    'api_keys_follow_organization',
    `select path into new.path from organizations where id = new.organization_id;
          if not found then`,
    `new.path := locked_path(new.organization_id);
          if new.path is null then`,
  ],
  [
    'org_ips_refuse_conflict',
    `perform lock_hierarchy_shared();`,
    `-- Row-level security refuses the row after this, and the caller must not learn whose network is taken.
        if new.path < current_scope() or new.path >= current_scope_end() then return new; end if;
        -- A move that takes a subtree away from this organization sees the new network, or this sees the move.
        perform pg_advisory_xact_lock_shared(7301005, new.organization_id);`,
  ],
  [
    'organizations_refuse_conflict',
    `begin
        if not exists`,
    `begin
        perform pg_advisory_xact_lock(7301005, id)
           from (select unnest(path_ids(old.path)) as id except select unnest(path_ids(new.path)) order by id) former;
        if not exists`,
  ],
  [
    'billing_profiles_refuse_amounts',
    `-- Two changes of profiles above each other must see each other. A move holds the lock of the hierarchy.
        if not moved then perform pg_advisory_xact_lock(7301003); end if;`,
    `-- Two changes of profiles above each other must see each other.
        perform pg_advisory_xact_lock(7301003);`,
  ],
];

for (const [name, table] of [
  ['release_expired_domains', 'domains'],
  ['release_expired_org_ips', 'org_ips'],
] as const)
  edits.push([
    name,
    `and owner.deleted_at <= restorable_since()`,
    // The row itself tells whether its organization has been restored while the deletion waited for it.
    `and owner.deleted_at <= restorable_since() and ${table}.path = ''`,
  ]);

/**
 * Locks that separate a move, a deletion or a restoration from the writes in the same subtree only. Before, one lock of the
 * whole hierarchy made every write wait for every move.
 *
 * Each organization has a lock. A write that relies on where an organization is takes the locks of all organizations on its
 * path, shared. A change of the hierarchy takes the lock of the organization that it changes exclusively, and those above
 * it and above a new parent shared. So it waits for the writes inside the subtree, and for changes of the hierarchy above
 * and below it. All take the locks in the order of the ids, so that no two wait for each other.
 */
export class LockPaths1764300000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    // Waits for writes that hold the former lock only, and lets new ones wait until they take the new ones.
    await queryRunner.query(`select lock_hierarchy()`);
    await queryRunner.query(`
      create function locked_path(of_organization integer) returns text language plpgsql as $$
      declare
        at record;
        locked text := '';
      begin
        -- While this waits for a lock, the organization may move: then the locks of its new path follow.
        loop
          select path, deleted_at into at from organizations where id = of_organization;
          exit when not found or at.path = locked;
          perform pg_advisory_xact_lock_shared(7301004, id)
             from (select unnest(path_ids(at.path)) as id order by id) on_path;
          locked := at.path;
        end loop;
        return case when at.deleted_at is null then at.path end;
      end $$`);
    // Only for the triggers, because it tells a path.
    await queryRunner.query(`revoke execute on function locked_path(integer) from public`);
    await queryRunner.query(`
      create function lock_path(of_organization integer) returns void language plpgsql as $$
      begin
        perform locked_path(of_organization);
      end $$`);
    await queryRunner.query(`
      create function lock_subtree(top integer, new_parent integer) returns void language plpgsql as $$
      declare
        locked integer[] := '{}';
        found_now integer[];
      begin
        loop
          select array_agg(id order by id) into found_now
            from (select distinct unnest(path_ids(path)) as id from organizations where id in (top, new_parent)) on_paths
           where id <> all (locked);
          exit when found_now is null;
          for i in 1 .. cardinality(found_now) loop
            if found_now[i] = top then
              perform pg_advisory_xact_lock(7301004, top);
            else
              perform pg_advisory_xact_lock_shared(7301004, found_now[i]);
            end if;
          end loop;
          locked := locked || found_now;
        end loop;
      end $$`);
    for (const name of ['lock_path(integer)', 'lock_subtree(integer, integer)'])
      await queryRunner.query(`call run_as_owner('${name}')`);
    for (const [name, before, after] of edits) await editFunction(queryRunner, name, before, after);

    // Also for what is deleted and restored by SQL.
    await queryRunner.query(`
      create function organizations_lock_subtree() returns trigger language plpgsql as $$
      begin
        perform lock_subtree(new.id, null);
        return new;
      end $$`);
    await queryRunner.query(`call run_as_owner('organizations_lock_subtree()')`);
    await queryRunner.query(`
      create trigger organizations_15_lock_subtree before update of deleted_at on organizations for each row
        when (old.deleted_at is distinct from new.deleted_at
              and new.id = coalesce(new.deleted_with_id, old.deleted_with_id))
        execute function organizations_lock_subtree()`);
    await queryRunner.query(`
      comment on trigger organizations_15_lock_subtree on organizations is
        'Before organizations_50_hide_…, which changes the rows of the subtree.'`);
    // An update does not see what was committed while this trigger waited.
    await queryRunner.query(`
      create function organizations_refuse_living_below() returns trigger language plpgsql as $$
      begin
        if exists (
          select from organizations where path > new.path and path < path_end(new.path) and deleted_at is null
        ) then
          raise exception 'an organization below % is not deleted', new.id using errcode = 'serialization_failure';
        end if;
        return null;
      end $$`);
    await queryRunner.query(`call run_as_owner('organizations_refuse_living_below()')`);
    await queryRunner.query(`
      create trigger organizations_45_refuse_living_below after update of deleted_at on organizations for each row
        when (old.deleted_at is null and new.deleted_at is not null and new.id = new.deleted_with_id)
        execute function organizations_refuse_living_below()`);
    await queryRunner.query(`
      comment on trigger organizations_45_refuse_living_below on organizations is
        'Before organizations_50_hide_…, which takes long. It looks again after organizations_15_lock_subtree has waited.'`);
    for (const name of ['lock_hierarchy()', 'lock_hierarchy_shared()'])
      await queryRunner.query(`
        comment on function ${name} is
          'For instances of the release before, during a rolling upgrade. The next release drops it.'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of ['lock_hierarchy()', 'lock_hierarchy_shared()'])
      await queryRunner.query(`comment on function ${name} is null`);
    await queryRunner.query(`lock table organizations in share row exclusive mode`);
    await queryRunner.query(`drop trigger organizations_45_refuse_living_below on organizations`);
    await queryRunner.query(`drop function organizations_refuse_living_below()`);
    await queryRunner.query(`drop trigger organizations_15_lock_subtree on organizations`);
    await queryRunner.query(`drop function organizations_lock_subtree()`);
    for (const [name, before, after] of edits) await editFunction(queryRunner, name, after, before);
    await queryRunner.query(`drop function lock_subtree(integer, integer)`);
    await queryRunner.query(`drop function lock_path(integer)`);
    await queryRunner.query(`drop function locked_path(integer)`);
  }
}
