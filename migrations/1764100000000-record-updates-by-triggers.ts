import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables with a history, with the name and the id of a row there, and the column that decides the path of a row. */
const recordedTables = [
  { table: 'organizations', type: 'organization', id: 'id', parent: 'parent_id' },
  { table: 'domains', type: 'domain', id: 'id', parent: 'organization_id' },
  { table: 'org_ips', type: 'orgip', id: 'id', parent: 'organization_id' },
  { table: 'contacts', type: 'contact', id: 'id', parent: 'organization_id' },
  { table: 'billing_profiles', type: 'billingprofile', id: 'organization_id', parent: 'organization_id' },
  { table: 'api_keys', type: 'apikey', id: 'id', parent: 'organization_id' },
];

/**
 * History leaves out a row that only moves along with its organization. Such an update comes from a trigger that runs as
 * the owner of the database. The program can create triggers on temporary tables of its own, and what they update is
 * recorded.
 */
export class RecordUpdatesByTriggers1764100000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await this.recordUpdates(
      queryRunner,
      `old.%I is distinct from new.%I or pg_trigger_depth() = 0 or not pg_has_role('pg_database_owner', 'usage')`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await this.recordUpdates(queryRunner, `old.%I is distinct from new.%I or pg_trigger_depth() = 0`);
  }

  /** `moved`: condition on an update that changes the path. */
  private async recordUpdates(queryRunner: QueryRunner, moved: string): Promise<void> {
    // Each unit of work reads this table first. The lock waits for those that have begun, and makes the next ones wait
    // before they lock anything else: no deadlock with the locks below.
    await queryRunner.query(`lock table auth_epoch in access exclusive mode`);
    await queryRunner.query(`
      create or replace procedure record_history_of(audited_table text, resource_type text, id_column text, parent_column text)
        language plpgsql as $$
      begin
        execute format('create or replace trigger %I after insert or delete on %I for each row
                        execute function record_history(%L, %L)',
                       audited_table || '_80_record_history', audited_table, resource_type, id_column);
        -- Rows are compared as bytes, because json has no equality.
        execute format('create or replace trigger %I after update on %I for each row
                        when (case when old.path = new.path then old.* *<> new.*
                                   else ${moved.replaceAll("'", "''")} end)
                        execute function record_history(%L, %L)',
                       audited_table || '_80_record_update', audited_table, parent_column, parent_column,
                       resource_type, id_column);
        execute format('comment on trigger %I on %I is %L', audited_table || '_80_record_history', audited_table,
                       'Last: records the row as the triggers before have left it.');
        execute format('comment on trigger %I on %I is %L', audited_table || '_80_record_update', audited_table,
                       'Last: records the row as the triggers before have left it.');
      end $$`);
    for (const { table, type, id, parent } of recordedTables)
      await queryRunner.query(`call record_history_of('${table}', '${type}', '${id}', '${parent}')`);
  }
}
