import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry } from 'prom-client';
import { indexStates, RoutingIndexSync } from './sync/routing-index-sync.js';

/** Whether calls are answered by what is true now. */
@Injectable()
export class RoutingMetrics {
  constructor(feed: RoutingIndexSync, registry: Registry) {
    const registers = [registry];
    new Gauge({
      name: 'organizations_routing_index_state',
      help: '1 for the state that the index is in',
      labelNames: ['state'],
      registers,
      collect() {
        for (const state of indexStates) this.set({ state }, state === feed.state ? 1 : 0);
      },
    });
    new Gauge({
      name: 'organizations_routing_index_age_seconds',
      help: 'Time since the last look at the log of changes that succeeded; since the start where none has yet',
      registers,
      collect() {
        this.set(feed.ageMs / 1000);
      },
    });
    new Gauge({
      name: 'organizations_routing_index_entries',
      help: 'What the index knows',
      labelNames: ['kind'],
      registers,
      collect() {
        for (const [kind, size] of Object.entries(feed.index?.sizes ?? {})) this.set({ kind }, size);
      },
    });
    new Gauge({
      name: 'organizations_routing_index_transaction',
      help: 'The last transaction of PostgreSQL that the index can have seen',
      registers,
      collect() {
        if (feed.lastTransaction !== undefined) this.set(feed.lastTransaction);
      },
    });
    new Counter({
      name: 'organizations_routing_index_loads_total',
      help: 'How often the whole index was loaded',
      registers,
      collect() {
        this.reset();
        this.inc(feed.loads);
      },
    });
    new Counter({
      name: 'organizations_routing_connection_losses_total',
      help: 'How often what keeps the index true had to begin again',
      registers,
      collect() {
        this.reset();
        this.inc(feed.connectionLosses);
      },
    });
  }
}
