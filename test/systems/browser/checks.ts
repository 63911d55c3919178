import { eventually } from '../../support/eventually.js';
import { check } from '../../support/result.js';
import type { SwaggerUi } from './swagger-ui.js';
import type { Visitor } from './visitor.js';

const domains = 'Domain mappings';

export async function checkOverview(ui: SwaggerUi): Promise<void> {
  const { page } = ui;
  check('the page has its title', (await page.title()) === 'Organizations API');
  const tags = await ui.tags();
  const known = [
    'Organizations',
    'Hierarchy',
    domains,
    'Organization IPs',
    'Routing',
    'Emergency calls',
    'Contacts',
  ];
  check('the tags come as a reader meets them', tags.join().startsWith(known.join()), tags.join(', '));

  await ui.openTag(domains);
  const sayWhoMayUse = (rows: string[]): boolean =>
    rows.length === 5 && rows.every((row) => /tenant-(read|write)/.test(row));
  const rows = await eventually(() => ui.rows().allInnerTexts(), sayWhoMayUse);
  check(
    'the row of each operation says who may use it',
    sayWhoMayUse(rows),
    rows.join(' | ').replaceAll('\n', ' '),
  );

  for (const [text, expected] of [
    ['routing', '/routing/'],
    ['ORGIPS', '/orgips/'],
    ['rotate', '/rotate'],
    ['edge', '/routing/'],
  ] as const) {
    await ui.filter(text);
    const found = (paths: string[]): boolean =>
      paths.length > 0 && paths.every((path) => path.includes(expected));
    const paths = await eventually(() => openedPaths(ui), found);
    check(`the filter finds ${text}`, found(paths), paths.join(', '));
  }
  await ui.filter('nothing is called this');
  const none = await eventually(
    () => ui.tags(),
    (found) => found.length === 0,
  );
  check('the filter finds nothing where there is nothing', none.length === 0, none.join(', '));
  await ui.filter('');
  const all = await eventually(
    () => ui.tags(),
    (found) => found.length === tags.length,
  );
  check('without a filter all is there again', all.length === tags.length, all.join(', '));
}

async function openedPaths(ui: SwaggerUi): Promise<string[]> {
  await ui.openTags();
  const paths = await ui.rows().locator('.opblock-summary-path').allInnerTexts();
  // Swagger UI lets a path be broken after each of its parts.
  return paths.map((path) => path.replaceAll('\u200b', ''));
}

export async function checkAuthorization(ui: SwaggerUi, token: string): Promise<void> {
  const authorized = (): Promise<boolean> => eventually(() => ui.isAuthorized(), Boolean);
  const readDomain = async (): Promise<{ status: number; body: string; sent: string[] }> => {
    const operation = await ui.operation(domains, 'getDomain');
    const asked = ui.page.waitForRequest((request) => request.url().endsWith('/domains/dom_123'));
    const answer = await operation.execute();
    const headers = Object.keys(await (await asked).allHeaders());
    return { ...answer, sent: headers.filter((name) => /^(authorization|x-api-key)$/.test(name)) };
  };
  const credentials = { token, apiKey: await makeApiKey(ui, token) };
  for (const scheme of ['token', 'apiKey'] as const) {
    await ui.authorize(scheme, credentials[scheme]);
    check(`Authorize takes the ${scheme}`, await authorized());
    await ui.reload();
    check(`the ${scheme} survives a reload`, await authorized());
    const { status, body, sent } = await readDomain();
    check(
      `GET /domains/dom_123 is answered as it is filled in, with the ${scheme}`,
      status === 200 && body.includes('"company1.voip.example.com"'),
      `${status} ${body.slice(0, 60).replace(/\s+/g, ' ')}`,
    );
    const expected = scheme === 'token' ? 'authorization' : 'x-api-key';
    check(`only the ${scheme} is sent`, sent.join() === expected, sent.join());
    await ui.logOut();
    await ui.reload();
    const forgotten = !(await ui.isAuthorized()) && !(await ui.remembersAuthorization());
    check(`the ${scheme} is forgotten when asked`, forgotten);
  }
  await ui.authorize('token', token);
}

async function makeApiKey(ui: SwaggerUi, token: string): Promise<string> {
  const response = await fetch(new URL('/apikeys', ui.page.url()), {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'Swagger UI', role: 'manager', orgId: 'org_456' }),
  });
  const { data } = (await response.json()) as { data: { secret: string } };
  return data.secret;
}

export async function checkTries(ui: SwaggerUi, visitor: Visitor): Promise<void> {
  const create = await ui.operation(domains, 'createDomain');
  check('the id is filled in', (await create.parameter('id').inputValue()) === 'dom_125');
  check(
    'a header that may be left out is not',
    (await create.parameter('Idempotency-Key').inputValue()) === '',
  );
  const made = await create.execute();
  check(
    'POST /domains/{id} creates what is filled in',
    made.status === 201 && made.body.includes('"Domain mapping created successfully"'),
    `${made.status} ${made.body.replace(/\s+/g, ' ').slice(-70)}`,
  );

  const before = visitor.takeComplaints();
  check('until here the browser has nothing to complain about', before.length === 0, before.join('\n'));
  await create.parameter('id').fill('dom_126');
  const body = await create.body.inputValue();
  await create.body.fill(body.replace('newcompany.voip', 'unknown.voip').replace('"org_999"', '"org_998"'));
  const refused = await create.execute();
  check(
    'POST /domains/{id} for an organization that does not exist is refused by its code',
    refused.status === 422 && refused.body.includes('"organization_unknown"'),
    `${refused.status} ${refused.body.replace(/\s+/g, ' ')}`,
  );
  // Chromium takes every answer above 399 for an error: this one, and no other.
  const complaints = visitor.takeComplaints();
  const url = new URL('/domains/dom_126', ui.page.url()).href;
  check(
    'the browser has noticed just that',
    complaints.length === 1 &&
      complaints[0]!.startsWith(`error at ${url}: `) &&
      complaints[0]!.includes('422'),
    complaints.join('\n'),
  );

  const documented = create.block.locator('tr.response[data-code="422"]').last();
  check(
    'the code is documented, with a link to its guide',
    (await documented.locator('a[href$="/guides/errors#organization_unknown"]').count()) === 1,
  );
}

/** Each has descriptions, schemas and examples that have to be drawn. */
export async function checkOperations(ui: SwaggerUi): Promise<void> {
  for (const tag of await ui.tags()) await ui.openTag(tag);
  const rows = await ui.rows().all();
  for (const row of rows) {
    const opener = row.locator('.opblock-summary-control');
    if ((await opener.getAttribute('aria-expanded')) !== 'true') await opener.click();
    await row.getByRole('button', { name: 'Execute' }).waitFor();
    await opener.click();
  }
  check('each operation can be opened', rows.length >= 58, String(rows.length));
}

export async function checkGuides(ui: SwaggerUi): Promise<void> {
  const [guide] = await Promise.all([
    ui.page.context().waitForEvent('page'),
    ui.page.locator('.info').getByRole('link', { name: 'operations' }).click(),
  ]);
  await guide.getByRole('heading', { level: 1, name: 'Operations' }).waitFor();
  check('a link leads to its guide', new URL(guide.url()).pathname === '/guides/operations');
  await guide.getByRole('navigation').getByRole('link', { name: 'Benchmarks' }).click();
  const picture = guide.locator('main img').first();
  await picture.waitFor();
  const width = await picture.evaluate(
    (image) => (image as unknown as { naturalWidth: number }).naturalWidth,
  );
  check('a guide shows its pictures', width > 0);
  await guide.getByRole('navigation').getByRole('link', { name: 'Swagger UI' }).click();
  await guide.locator('.opblock-tag').first().waitFor();
  check('a guide leads back', new URL(guide.url()).pathname === '/docs');
  await guide.close();
}
