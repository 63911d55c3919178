import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { bearer, JWT_SECRET } from '../support/app.js';
import { createDatabase, type TestDatabase } from '../support/database.js';
import { Exposition } from '../support/exposition.js';
import { freePort } from '../../tools/dev-postgres/free-port.js';
import { until } from '../support/eventually.js';
import { folder, start, type Program } from '../support/program.js';

interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; description: string; runbook: string };
}
const { groups } = parse(readFileSync('monitoring/alerts.yml', 'utf8')) as { groups: { rules: Rule[] }[] };
const rules = groups.flatMap((group) => group.rules);

interface Panel {
  title: string;
  targets?: { expr: string; legendFormat: string; datasource: { uid: string } }[];
}
const dashboard = JSON.parse(readFileSync('monitoring/dashboard.json', 'utf8')) as {
  panels: Panel[];
  templating: { list: { name: string; query: string }[] };
};
const targets = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map((target) => ({ title, ...target })),
);

/** Labels that Prometheus adds to every sample. */
const ADDED = ['job', 'instance'];
/** Prometheus's own metrics with their labels. */
const ITS_OWN: Record<string, string[]> = { up: [], ALERTS: ['alertname', 'alertstate', 'severity'] };

interface Selector {
  metric: string;
  matchers: { label: string; operator: string; value: string }[];
}

/** The metrics that an expression selects, and the labels that it groups by. Throws for invalid PromQL. */
function read(expression: string): { selectors: Selector[]; grouped: string[] } {
  // Grafana replaces these variables.
  const text = expression.replaceAll('$__rate_interval', '1m').replaceAll('$instance', '.*');
  const selectors: Selector[] = [];
  const grouped: string[] = [];
  const said = ({ from, to }: SyntaxNode): string => text.slice(from, to);
  parser.parse(text).iterate({
    enter: ({ node, name }) => {
      if (name === '⚠') throw new Error(`No PromQL at ${node.from}: ${text}`);
      if (name === 'GroupingLabels') grouped.push(...node.getChildren('LabelName').map(said));
      if (name !== 'VectorSelector') return;
      const matchers = node
        .getChild('LabelMatchers')
        ?.getChildren('UnquotedLabelMatcher')
        .map((matcher) => ({
          label: said(matcher.getChild('LabelName')!),
          operator: said(matcher.getChild('MatchOp')!),
          value: JSON.parse(said(matcher.getChild('StringLiteral')!)) as string,
        }));
      selectors.push({ metric: said(node.getChild('Identifier')!), matchers: matchers ?? [] });
    },
  });
  return { selectors, grouped };
}

/** A histogram is three metrics, of which one is enough to show it. */
const withoutSuffix = (metric: string): string => metric.replace(/_seconds_(bucket|sum|count)$/, '_seconds');

describe('alerts and dashboard', () => {
  let database: TestDatabase;
  let program: Program;
  let metrics: Exposition;
  beforeAll(async () => {
    database = await createDatabase();
    const port = await freePort();
    program = await start({
      ...{ WORKERS: '2', DATABASE_URL: database.url, DATABASE_REPLICA_URLS: database.url },
      ...{ DATA_DIR: folder(), JWT_SECRET, METRICS_PORT: String(port) },
    });
    const look = () => Exposition.read(`http://127.0.0.1:${port}/metrics`);
    await until(
      async () => (await look()).sum('organizations_routing_index_state', { state: 'fresh' }) === 2,
    );
    for (const [role, path] of [
      ['admin', '/domains/dom_123'],
      ['edge', '/routing/decision?ip=203.0.113.10'],
      ['edge', '/routing/decision?ip=203.0.113.10'],
    ] as const)
      await fetch(program.url + path, { headers: { Authorization: bearer({ role }) } });
    // The first garbage collection happens soon, and so does the first count of organizations at a limit.
    await until(async () => {
      metrics = await look();
      return ['nodejs_gc_duration_seconds_sum', 'organizations_blocked'].every(
        (metric) => metrics.of(metric).length > 0,
      );
    });
  });
  afterAll(async () => {
    await program.end('SIGTERM');
    await database.drop();
  });

  /** The labels of a metric, with their current values. */
  function labelsOf(metric: string): Map<string, Set<string>> {
    const own = ITS_OWN[metric];
    if (own) return new Map([...ADDED, ...own].map((label) => [label, new Set<string>()]));
    const samples = metrics.of(metric);
    if (samples.length === 0) throw new Error(`There is no metric ${metric}`);
    const labels = new Map(ADDED.map((label) => [label, new Set<string>()]));
    for (const sample of samples)
      for (const [label, value] of Object.entries(sample.labels))
        labels.set(label, (labels.get(label) ?? new Set()).add(value));
    return labels;
  }

  function check(expression: string): void {
    const { selectors, grouped } = read(expression);
    expect(selectors.length).toBeGreaterThan(0);
    const everywhere = new Set<string>();
    for (const { metric, matchers } of selectors) {
      const labels = labelsOf(metric);
      for (const label of labels.keys()) everywhere.add(label);
      for (const { label, operator, value } of matchers) {
        expect([metric, [...labels.keys()]]).toEqual([metric, expect.arrayContaining([label])]);
        const known = labels.get(label)!;
        // Most labels have their values from the start, but a status and a route only after a request.
        if (operator === '=' && known.size > 0) expect([...known]).toContain(value);
      }
    }
    expect([...everywhere]).toEqual(expect.arrayContaining(grouped));
  }

  it.each(rules.map(({ alert, expr }) => [alert, expr]))(
    'the alert %s uses existing metrics',
    (_alert, expression) => {
      check(expression);
    },
  );

  it.each(targets.map(({ title, expr }) => [title, expr]))(
    'the panel "%s" uses existing metrics',
    (_title, expression) => {
      check(expression);
    },
  );

  it('show every metric of the program in a panel', () => {
    const shown = new Set(
      targets.flatMap(({ expr }) => read(expr).selectors.map(({ metric }) => withoutSuffix(metric))),
    );
    const own = new Set(
      metrics.samples
        .map(({ name }) => withoutSuffix(name))
        .filter((name) => name.startsWith('organizations_')),
    );
    expect([...own].filter((name) => !shown.has(name))).toEqual([]);
  });

  it('use only labels in a legend that the query keeps', () => {
    for (const { title, expr, legendFormat } of targets) {
      const { selectors, grouped } = read(expr);
      const left =
        grouped.length > 0 ? grouped : selectors.flatMap(({ metric }) => [...labelsOf(metric).keys()]);
      for (const [, label] of legendFormat.matchAll(/\{\{(\w+)\}\}/g))
        expect([title, left]).toEqual([title, expect.arrayContaining([label])]);
    }
    for (const { datasource } of targets) expect(datasource.uid).toBe('${datasource}');
    for (const { name, query } of dashboard.templating.list)
      if (name === 'instance') check(/^label_values\((.*), instance\)$/.exec(query)![1]!);
  });

  it('have a section in the handbook for every alert and for no other', () => {
    const guide = readFileSync('docs/operations.md', 'utf8');
    const chapter = /^## Alerts and what to do$([^]*?)(?=^## )/m.exec(guide)![1]!;
    const sections = chapter.split(/^### /m).slice(1);
    const alerts = rules.map(({ alert }) => alert);
    expect(sections.map((section) => section.split('\n')[0])).toEqual(alerts);
    for (const section of sections) expect(section.length).toBeGreaterThan(150);
    for (const [name] of chapter.matchAll(/Organizations[A-Z]\w+/g)) expect(alerts).toContain(name);
    for (const { alert, labels, annotations } of rules) {
      expect(['critical', 'warning', 'info']).toContain(labels.severity);
      expect(annotations.runbook).toBe(`docs/operations.md#${alert.toLowerCase()}`);
      expect(annotations.summary.length).toBeGreaterThan(10);
      expect(annotations.description.length).toBeGreaterThan(20);
    }
  });

  it('match the handbook’s list of metrics', () => {
    const guide = readFileSync('docs/operations.md', 'utf8');
    const chapter = /^## Metrics$([^]*?)(?=^## )/m.exec(guide)![1]!;
    const listed = [...chapter.matchAll(/`((?:http|organizations)_\w+)`/g)].map(([, name]) => name!);
    const there = metrics.samples
      .map(({ name }) => withoutSuffix(name))
      .filter((name) => /^(http|organizations)_/.test(name));
    expect([...new Set(listed)].sort()).toEqual([...new Set(there)].sort());
  });

  it('are checked by a test that finds unknown metrics, labels and invalid PromQL', () => {
    for (const wrong of [
      'organizations_nothing',
      'organizations_ready{state="x"}',
      'sum by (unknown) (organizations_ready)',
    ])
      expect(() => check(wrong)).toThrow();
    expect(() => read('sum(')).toThrow('No PromQL');
  });
});
