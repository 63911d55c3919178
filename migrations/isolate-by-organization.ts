import type { QueryRunner } from 'typeorm';

/**
 * Lets tenants read the rows of the organizations that they see. Only functions of the owner write. The rows have an
 * `organization_id` and no path, so a move does not write them.
 */
export async function isolateByOrganization(queryRunner: QueryRunner, table: string): Promise<void> {
  await queryRunner.query(`alter table ${table} enable row level security`);
  await queryRunner.query(`alter table ${table} force row level security`);
  await queryRunner.query(`
    create policy ${table}_in_scope on ${table} for select to organizations_app
      using (exists (select from organizations owner where owner.id = organization_id))`);
  await queryRunner.query(
    `create policy ${table}_of_platform on ${table} to organizations_platform, pg_database_owner using (true)`,
  );
  await queryRunner.query(`grant select on ${table} to organizations_app`);
}
