import type { MigrationInterface, QueryRunner } from 'typeorm';
import { editFunction } from './edit-function.js';

/** Tenants do not see these keys, also not those of their organization: they could rotate them, and record refunds. */
const OF_ADMINISTRATORS = `new.role = 'admin' or`;
const OF_ADMINISTRATORS_AND_ENGINES = `new.role in ('admin', 'rating') or`;

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
    await editFunction(
      queryRunner,
      'api_keys_follow_organization',
      OF_ADMINISTRATORS,
      OF_ADMINISTRATORS_AND_ENGINES,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await editFunction(
      queryRunner,
      'api_keys_follow_organization',
      OF_ADMINISTRATORS_AND_ENGINES,
      OF_ADMINISTRATORS,
    );
    await queryRunner.query(`delete from api_keys where role = 'rating'`);
    await queryRunner.query(allow(`'admin', 'manager', 'viewer', 'edge'`, `'admin', 'edge'`));
  }
}
