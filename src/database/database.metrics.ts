import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry } from 'prom-client';
import { DatabaseServers } from './database-servers.js';
import { NoResponseError } from './database-errors.js';
import { PLATFORM, retryReasons, UnitOfWork } from './unit-of-work.js';
import { withTimeout } from './with-timeout.js';

/** A primary that takes longer counts as down. */
const RESPONSE_TIMEOUT_MS = 1_000;

/** The use of the connections to PostgreSQL, and the queues for them. */
@Injectable()
export class DatabaseMetrics {
  constructor(servers: DatabaseServers, work: UnitOfWork, registry: Registry) {
    const registers = [registry];
    new Gauge({
      name: 'organizations_database_connections',
      help: 'Connections to a server by use: reading (shared by reads), writing (one transaction each), idle',
      labelNames: ['server', 'use'],
      registers,
      collect() {
        for (const { name: server, stats } of servers.status) {
          const { reading, writing, idle } = stats ?? NO_CONNECTIONS;
          for (const [use, count] of Object.entries({ reading, writing, idle }))
            this.set({ server, use }, count);
        }
      },
    });
    new Gauge({
      name: 'organizations_database_waiting',
      help: 'Reads that wait for a response (answer), transactions that wait to begin (turn), callers that wait for a connection',
      labelNames: ['server', 'for'],
      registers,
      collect() {
        for (const { name: server, stats } of servers.status) {
          const { reads, queued } = stats ?? NO_CONNECTIONS;
          this.set({ server, for: 'answer' }, reads);
          this.set({ server, for: 'connection' }, queued);
        }
        this.set({ server: 'primary', for: 'turn' }, work.writeSemaphore.waiting);
      },
    });
    new Counter({
      name: 'organizations_database_turn_refusals_total',
      help: 'Transactions that waited to begin until they timed out',
      registers,
      collect() {
        this.reset();
        this.inc(work.writeSemaphore.timeouts);
      },
    });
    new Counter({
      name: 'organizations_database_repeats_total',
      help: 'Units of work that ran again, by reason',
      labelNames: ['reason'],
      registers,
      collect() {
        this.reset();
        for (const reason of retryReasons) this.inc({ reason }, work.retries[reason]);
      },
    });
    new Gauge({
      name: 'organizations_database_primary_up',
      help: `1 if the primary responds within ${RESPONSE_TIMEOUT_MS / 1000} s, otherwise 0`,
      registers,
      async collect() {
        this.set((await respondsInTime(work)) ? 1 : 0);
      },
    });
    new Gauge({
      name: 'organizations_database_replica_used',
      help: '1 if reads use the replica, otherwise 0',
      labelNames: ['server'],
      registers,
      collect() {
        for (const { name: server, isReadFrom } of servers.status.slice(1))
          this.set({ server }, isReadFrom ? 1 : 0);
      },
    });
  }
}

/** Of a server that was never connected. */
const NO_CONNECTIONS = { reading: 0, writing: 0, idle: 0, reads: 0, queued: 0 };

async function respondsInTime(work: UnitOfWork): Promise<boolean> {
  const response = work.readPrimary(PLATFORM, (manager) => manager.query('select 1'));
  return withTimeout(response, RESPONSE_TIMEOUT_MS, () => new NoResponseError()).then(
    () => true,
    () => false,
  );
}
