import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isolateByOrganization } from './isolate-by-organization.js';

/** The emergency calls that routing has allowed, added up by the minute. */
export class RecordEmergencyCalls1764500500000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      create table emergency_calls (
        id bigint generated always as identity,
        time timestamptz(3) not null,
        organization_id integer not null,
        org_ip_id varchar(67) collate "C",
        domain_id varchar(64) collate "C",
        overridden varchar(30),
        calls integer not null,
        constraint emergency_calls_pkey primary key (id)
      )`);
    await queryRunner.query(`
      create unique index emergency_calls_minute_key
        on emergency_calls (time, organization_id, org_ip_id, domain_id, overridden) nulls not distinct`);
    await queryRunner.query(
      `create index emergency_calls_organization_id_idx on emergency_calls (organization_id, time, id)`,
    );
    await queryRunner.query(`create index emergency_calls_time_idx on emergency_calls (time, id)`);
    await isolateByOrganization(queryRunner, 'emergency_calls');
    await queryRunner.query(`grant insert, update on emergency_calls to organizations_platform`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`drop table emergency_calls`);
  }
}
