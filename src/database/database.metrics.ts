import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry } from 'prom-client';
import { ReadRouter } from './replication/read-router.js';
import { PLATFORM, retryReasons, UnitOfWork } from './unit-of-work.js';

/** A primary that takes longer than this to answer is as good as away. */
const RESPONSE_TIMEOUT_MS = 1_000;

/** How the connections to PostgreSQL are used, and who waits for them. */
@Injectable()
export class DatabaseMetrics {
  constructor(@Inject(ReadRouter) replicas: ReadRouter, work: UnitOfWork, registry: Registry) {
    const registers = [registry];
    new Gauge({
      name: 'organizations_database_connections',
      help: 'Connections to a server: those that reads share, those that somebody has for himself, and those that nobody has',
      labelNames: ['server', 'use'],
      registers,
      collect() {
        for (const { name: server, readers } of replicas.servers) {
          const { reading, writing, idle } = readers?.stats ?? NO_CONNECTIONS;
          for (const [use, count] of Object.entries({ reading, writing, idle }))
            this.set({ server, use }, count);
        }
      },
    });
    new Gauge({
      name: 'organizations_database_waiting',
      help: 'Who waits: reads for their answers, writers for their turn, whoever else for a connection',
      labelNames: ['server', 'for'],
      registers,
      collect() {
        for (const { name: server, readers } of replicas.servers) {
          const { reads, queued } = readers?.stats ?? NO_CONNECTIONS;
          this.set({ server, for: 'answer' }, reads);
          this.set({ server, for: 'connection' }, queued);
        }
        this.set({ server: 'primary', for: 'turn' }, work.writeSemaphore.waiting);
      },
    });
    new Counter({
      name: 'organizations_database_turn_refusals_total',
      help: 'Writers that waited for their turn in vain',
      registers,
      collect() {
        this.reset();
        this.inc(work.writeSemaphore.timeouts);
      },
    });
    new Counter({
      name: 'organizations_database_repeats_total',
      help: 'Units of work that were done again, and why',
      labelNames: ['reason'],
      registers,
      collect() {
        this.reset();
        for (const reason of retryReasons) this.inc({ reason }, work.retries[reason]);
      },
    });
    new Gauge({
      name: 'organizations_database_primary_up',
      help: `1 if the primary answers within ${RESPONSE_TIMEOUT_MS / 1000} s`,
      registers,
      async collect() {
        this.set((await respondsInTime(work)) ? 1 : 0);
      },
    });
    new Gauge({
      name: 'organizations_database_replica_used',
      help: '1 if reads go to the replica, 0 while it is left out',
      labelNames: ['server'],
      registers,
      collect() {
        for (const { name: server, isReadFrom } of replicas.servers.slice(1))
          this.set({ server }, isReadFrom ? 1 : 0);
      },
    });
  }
}

/** Of a server that has never been reached. */
const NO_CONNECTIONS = { reading: 0, writing: 0, idle: 0, reads: 0, queued: 0 };

async function respondsInTime(work: UnitOfWork): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((done) => (timer = setTimeout(done, RESPONSE_TIMEOUT_MS, false)));
  const answer = work
    .readPrimary(PLATFORM, (manager) => manager.query('select 1'))
    .then(
      () => true,
      () => false,
    );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
