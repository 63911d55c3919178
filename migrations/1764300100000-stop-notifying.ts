import type { MigrationInterface, QueryRunner } from 'typeorm';
import { editFunction } from './edit-function.js';

const functions = [
  'organizations_log_routing_change',
  'domains_log_routing_change',
  'org_ips_log_routing_change',
  'advance_auth_epoch',
];
const NOTIFY = `perform pg_notify('routing_changes', '');`;
const WITHOUT = `-- Without NOTIFY: PostgreSQL lets transactions that notify commit one after another.`;

/**
 * Readers of the log of changes look into it often instead of being notified. Instances of the release before still listen,
 * and find the changes within a quarter of a second.
 */
export class StopNotifying1764300100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const name of functions) await editFunction(queryRunner, name, NOTIFY, WITHOUT);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of functions) await editFunction(queryRunner, name, WITHOUT, NOTIFY);
  }
}
