import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { Server } from 'node:http';
import { Gauge, Registry } from 'prom-client';
import { withTimeout } from '../database/with-timeout.js';
import { PLATFORM, UnitOfWork } from '../database/unit-of-work.js';

/**
 * An instance is ready if it can answer reads. While the primary is down and replicas answer, a load balancer must keep the
 * instances: otherwise an outage of writes would become an outage of everything.
 */
const PROBE = 'select 1';

/** The instance is not ready if the database takes longer than this. */
const RESPONSE_TIMEOUT_MS = 2_000;

/** Whether this instance can serve requests. */
@Injectable()
export class Readiness {
  constructor(
    private readonly work: UnitOfWork,
    private readonly host: HttpAdapterHost,
    registry: Registry,
  ) {
    const isReady = (): Promise<boolean> => this.isReady();
    new Gauge({
      name: 'organizations_ready',
      help: '1 if requests can be served, as GET /health/ready says',
      registers: [registry],
      async collect() {
        this.set((await isReady()) ? 1 : 0);
      },
    });
  }

  async isReady(): Promise<boolean> {
    const server = this.host.httpAdapter.getHttpServer() as Server;
    if (!server.listening) return false;
    try {
      const answer = this.work.read(PLATFORM, (manager) => manager.query(PROBE));
      await withTimeout(answer, RESPONSE_TIMEOUT_MS, () => new Error('The database is slow to answer'));
      // A shutdown may have begun meanwhile. The response then closes its connection, so it is the last one the probe gets.
      return server.listening;
    } catch {
      return false;
    }
  }
}
