import {
  AggregatorRegistry,
  type MetricObjectWithValues,
  type MetricValue,
  type Registry,
} from 'prom-client';

/** The values of all metrics of a process at one moment; can be sent to another process. */
export type MetricsSnapshot = MetricObjectWithValues<MetricValue<string>>[];

/** By process: `primary`, or the number of a worker. */
export type MetricsSnapshots = Record<string, MetricsSnapshot>;

export function takeSnapshot(registry: Registry): Promise<MetricsSnapshot> {
  return registry.getMetricsAsJSON();
}

/**
 * All metrics in Prometheus' text format, with the process as the label `worker`. Counters are not summed over the processes:
 * a replaced worker's counter restarts at zero, which Prometheus expects, but a sum would fall.
 */
export function renderSnapshots(readings: MetricsSnapshots): Promise<string> {
  const labelled = Object.entries(readings).map(([worker, reading]) =>
    reading.map((metric) => ({
      ...metric,
      // prom-client omits some of its metrics when it aggregates processes.
      aggregator: 'sum',
      values: metric.values.map((value) => ({ ...value, labels: { worker, ...value.labels } })),
    })),
  );
  return AggregatorRegistry.aggregate(labelled).metrics();
}
