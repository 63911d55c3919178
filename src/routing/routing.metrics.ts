import { Injectable } from '@nestjs/common';
import { Counter, Gauge, Registry } from 'prom-client';
import { indexStates, RoutingIndexSync } from './sync/routing-index-sync.js';

/** Metrics that tell whether the routing index is up to date. */
@Injectable()
export class RoutingMetrics {
  constructor(sync: RoutingIndexSync, registry: Registry) {
    const registers = [registry];
    new Gauge({
      name: 'organizations_routing_index_state',
      help: '1 for the current state of the routing index',
      labelNames: ['state'],
      registers,
      collect() {
        for (const state of indexStates) this.set({ state }, state === sync.state ? 1 : 0);
      },
    });
    new Gauge({
      name: 'organizations_routing_index_age_seconds',
      help: 'Time since the last successful read of the log of changes, or since the start before the first one',
      registers,
      collect() {
        if (sync.ageMs !== undefined) this.set(sync.ageMs / 1000);
      },
    });
    new Gauge({
      name: 'organizations_routing_index_entries',
      help: 'Organizations, domains and networks in the routing index',
      labelNames: ['kind'],
      registers,
      collect() {
        for (const [kind, size] of Object.entries(sync.index?.sizes ?? {})) this.set({ kind }, size);
      },
    });
    new Gauge({
      name: 'organizations_routing_index_transaction',
      help: 'The last PostgreSQL transaction that the routing index can contain',
      registers,
      collect() {
        if (sync.lastTransaction !== undefined) this.set(sync.lastTransaction);
      },
    });
    new Counter({
      name: 'organizations_routing_index_loads_total',
      help: 'Full loads of the routing index',
      registers,
      collect() {
        this.reset();
        this.inc(sync.loads);
      },
    });
    new Counter({
      name: 'organizations_routing_connection_losses_total',
      help: 'Lost connections and failed connection attempts of the routing index',
      registers,
      collect() {
        this.reset();
        this.inc(sync.connectionLosses);
      },
    });
  }
}
