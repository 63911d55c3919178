import {
  AggregatorRegistry,
  type MetricObjectWithValues,
  type MetricValue,
  type Registry,
} from 'prom-client';

/** What a process measures at a moment; it can be sent to another process. */
export type MetricsSnapshot = MetricObjectWithValues<MetricValue<string>>[];

/** By the name of the process: `primary`, or the number of a worker. */
export type MetricsSnapshots = Record<string, MetricsSnapshot>;

export function takeSnapshot(registry: Registry): Promise<MetricsSnapshot> {
  return registry.getMetricsAsJSON();
}

/**
 * All of it as Prometheus takes it, with the process as the label `worker`. Counts are not added up over the processes:
 * when one dies and another takes its number, its counts begin anew, which Prometheus expects, where their sum would fall.
 */
export function renderSnapshots(readings: MetricsSnapshots): Promise<string> {
  const labelled = Object.entries(readings).map(([worker, reading]) =>
    reading.map((metric) => ({
      ...metric,
      // prom-client leaves some of its own out where it adds processes up.
      aggregator: 'sum',
      values: metric.values.map((value) => ({ ...value, labels: { worker, ...value.labels } })),
    })),
  );
  return AggregatorRegistry.aggregate(labelled).metrics();
}
