import type { MigrationInterface, QueryRunner } from 'typeorm';

const allow = (roles: string, platformRoles: string): string => `
  alter table api_keys
    drop constraint api_keys_role_check,
    drop constraint api_keys_organization_check,
    add constraint api_keys_role_check check (role in (${roles})),
    add constraint api_keys_organization_check check (organization_id is not null or role in (${platformRoles}))`;

/** API keys for rating engines, which record charges. */
export class AdmitRatingEngines1764500300000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(
      allow(`'admin', 'manager', 'viewer', 'edge', 'rating'`, `'admin', 'edge', 'rating'`),
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`delete from api_keys where role = 'rating'`);
    await queryRunner.query(allow(`'admin', 'manager', 'viewer', 'edge'`, `'admin', 'edge'`));
  }
}
