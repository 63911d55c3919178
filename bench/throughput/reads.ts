import type { Caller, Dataset } from '../bench.js';
import type { LoadRequest } from '../load/job.js';
import type { Operation } from './operation.js';

const get = (path: string, ...expected: string[]): LoadRequest => ({
  method: 'GET',
  path,
  status: 200,
  expected,
});

type Ids = Dataset['samples']['all'];

function getOperation(
  name: string,
  caller: 'admin' | 'large tenant',
  requests: (ids: Ids) => LoadRequest[],
): Operation {
  return {
    name: `${name}, ${caller === 'admin' ? 'admin' : 'tenant'}`,
    caller,
    target: 0.8,
    beatsPeer: true,
    grows: true,
    requests: ({ samples }) => requests(caller === 'admin' ? samples.all : samples.ofLargeTenant),
  };
}

const one = {
  'GET /domains/:id': (ids: Ids) => ids.domains.map((id) => get(`/domains/${id}`, `"id":"${id}"`)),
  'GET /orgips/:entity': (ids: Ids) => ids.orgIps.map((id) => get(`/orgips/${id}`, `"id":"${id}"`)),
  'GET /organizations/:id': (ids: Ids) =>
    ids.organizations.map((id) => get(`/organizations/${id}`, `"data":{"id":${id},`)),
};

export const gets: Operation[] = Object.entries(one).flatMap(([name, requests]) => [
  getOperation(name, 'admin', requests),
  getOperation(name, 'large tenant', requests),
]);

function list(
  query: string,
  requests: (dataset: Dataset) => LoadRequest[],
  caller: Caller = 'admin',
): Operation {
  return {
    name: `GET /domains?limit=50${query}${caller === 'admin' ? '' : ', tenant'}`,
    caller,
    target: 0.85,
    beatsPeer: true,
    grows: true,
    requests,
  };
}

const page = (parameter: string, ...expected: string[]): LoadRequest =>
  get(`/domains?limit=50${parameter}`, '"data":[{"id":"', ...expected);

const types = ['alias', 'primary'];
const statuses = ['active', 'inactive', 'suspended'];

/** Filters whose values are frequent or rare. A small subtree may have no match. */
const filtered = (caller: Caller): Operation[] => {
  const pages = (filters: string[]): LoadRequest[] =>
    filters.map((filter) => get(`/domains?limit=50${filter}`, '"data":['));
  const ofType = types.map((type) => `&type=${type}`);
  const ofStatus = statuses.map((status) => `&status=${status}`);
  const ofBoth = ofType.flatMap((type) => ofStatus.map((status) => type + status));
  return [
    list('&type=…', () => pages(ofType), caller),
    list('&status=…', () => pages(ofStatus), caller),
    list('&type=…&status=…', () => pages(ofBoth), caller),
  ];
};

/** Every sort in both directions, every filter, and some combinations. */
export const lists: Operation[] = [
  list('', () => [page('')]),
  ...['-createdAt', 'updatedAt', '-updatedAt', 'domain', '-domain', 'id', '-id'].map((sort) =>
    list(`&sort=${sort}`, () => [page(`&sort=${sort}`)]),
  ),
  ...filtered('admin'),
  ...filtered('large tenant'),
  list('&orgId=… (of any)', ({ samples }) =>
    samples.owners.map((id) => page(`&orgId=org_${id}`, `"orgId":"org_${id}"`)),
  ),
  list('&orgId=… (of 2,000 domains)', ({ population: { largestOwner } }) => [
    page(`&orgId=org_${largestOwner}`, `"orgId":"org_${largestOwner}"`),
  ]),
  list('&domain=…', ({ samples }) => samples.names.map((name) => page(`&domain=${name}`, `"${name}"`))),
  list('&type=alias&status=inactive&sort=-updatedAt', () => [
    page('&type=alias&status=inactive&sort=-updatedAt', '"alias"', '"inactive"'),
  ]),
];
