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
    `perform lock_organizations(case tg_op when 'UPDATE' then new.id end, array[new.parent_id]);`,
  ],
  [
    'follow_organization',
    `select case when deleted_at is null then path else '' end into new.path
          from organizations where id = new.organization_id;
        if not found then`,
    `perform lock_organizations(null, array[new.organization_id]);
        select case when deleted_at is null then path end into new.path
          from organizations where id = new.organization_id;
        if new.path is null then`,
  ],
  [
    'api_keys_follow_organization',
    `select path into new.path from organizations where id = new.organization_id;`,
    `perform lock_organizations(null, array[new.organization_id]);
          select path into new.path from organizations where id = new.organization_id;`,
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

/**
 * Locks that separate a move, a deletion or a restoration from the writes in the same subtree only. Before, one lock of the
 * whole hierarchy made every write wait for every move.
 *
 * Each organization has a lock. A write that relies on where an organization is takes the locks of all organizations on its
 * path, shared. A change of the hierarchy takes the lock of the organization that it changes exclusively, and those above
 * it shared. So it waits for the writes inside the subtree, and for changes of the hierarchy above and below it.
 */
export class LockPaths1764300000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create function lock_organizations(changing integer, staying integer[]) returns void language plpgsql as $$
      declare
        locked integer[] := '{}';
        found_now integer[];
      begin
        -- In the order of the ids, so that no two of these wait for each other. While this waits for a lock, an organization
        -- may move: then the locks of its new path follow.
        loop
          select array_agg(id order by id) into found_now
            from (select distinct unnest(path_ids(path)) as id from organizations
                   where id = any (array_append(staying, changing))) on_path
           where id <> all (locked);
          exit when found_now is null;
          for position in 1 .. cardinality(found_now) loop
            if found_now[position] = changing then
              perform pg_advisory_xact_lock(7301004, changing);
            else
              perform pg_advisory_xact_lock_shared(7301004, found_now[position]);
            end if;
          end loop;
          locked := locked || found_now;
        end loop;
      end $$`);
    await queryRunner.query(`call run_as_owner('lock_organizations(integer, integer[])')`);
    for (const [name, before, after] of edits) await editFunction(queryRunner, name, before, after);

    // Also for what is deleted and restored by SQL.
    await queryRunner.query(`
      create function organizations_lock_subtree() returns trigger language plpgsql as $$
      begin
        perform lock_organizations(new.id, '{}');
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
    for (const name of ['lock_hierarchy()', 'lock_hierarchy_shared()'])
      await queryRunner.query(`
        comment on function ${name} is
          'For instances of the release before, during a rolling upgrade. The next release drops it.'`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of ['lock_hierarchy()', 'lock_hierarchy_shared()'])
      await queryRunner.query(`comment on function ${name} is null`);
    await queryRunner.query(`drop trigger organizations_15_lock_subtree on organizations`);
    await queryRunner.query(`drop function organizations_lock_subtree()`);
    for (const [name, before, after] of edits) await editFunction(queryRunner, name, after, before);
    await queryRunner.query(`drop function lock_organizations(integer, integer[])`);
  }
}
