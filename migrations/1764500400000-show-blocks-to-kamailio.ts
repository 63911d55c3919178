import type { MigrationInterface, QueryRunner } from 'typeorm';
import { isSuspended, isSuspendedOrBlocked, kamailioViews } from './kamailio-views.js';

/**
 * The views for Kamailio also refuse organizations that have reached a limit. Networks of refused organizations stay in the
 * view, marked, because emergency calls from them are allowed.
 */
export class ShowBlocksToKamailio1764500400000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const view of kamailioViews({ isRefused: isSuspendedOrBlocked, leavesOutRefused: false }))
      await queryRunner.query(`create or replace view ${view}`);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const view of kamailioViews({ isRefused: isSuspended, leavesOutRefused: true }))
      await queryRunner.query(`create or replace view ${view}`);
  }
}
