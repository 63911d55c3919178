import { describe, expect, it } from '@jest/globals';
import { countries } from 'countries-list';
import currencyCodes from 'currency-codes';
import { useApi } from '../../support/app.js';

/** Added to ISO 4217 in 2025. */
const newerThanThePackage = ['XAD', 'XCG'];

/** Withdrawn before the package's list. */
const olderThanThePackage = ['SLL', 'ZWL'];

/** In `countries-list` beside ISO 3166-1: user-assigned or reserved codes. */
const notIso = ['XK', 'AC', 'TA'];

describe('lookups', () => {
  const api = useApi();

  it.each([
    ['organization-statuses', ['0 Active', '1 Suspended', '2 Deleted']],
    [
      'organization-types',
      [
        '0 Mobile Network Operator',
        '1 Provider',
        '2 Service Provider',
        '3 Reseller',
        '4 Enterprise',
        '5 Mobile Virtual Network Operator',
        '6 VoIP Provider',
      ],
    ],
    ['organization-classes', ['0 Commercial', '1 Evaluation', '2 Internal']],
    ['relation-types', ['0 Customer of', '1 Reseller of', '2 Partner of', '3 Subsidiary of']],
    [
      'verification-types',
      [
        '1 Business registration number',
        '2 VAT number',
        '3 Tax number',
        '4 Identity card number',
        '5 Passport number',
      ],
    ],
    [
      'contact-types',
      [
        '1 Commercial',
        '2 Technical',
        '3 Finance',
        '4 Shipping address',
        '5 Company address',
        '6 Invoice address',
      ],
    ],
  ])('%s have fixed ids', async (kind, values) => {
    const { status, body } = await api.viewer(12).get(`/lookups/${kind}`);
    expect(status).toBe(200);
    expect(
      body.data.map(({ id, description }: { id: number; description: string }) => `${id} ${description}`),
    ).toEqual(values);
    const [first] = body.data;
    expect((await api.viewer(12).get(`/lookups/${kind}/${first.id}`)).body.data).toEqual(first);
  });

  it('include every country of ISO 3166-1 with its calling code', async () => {
    const { data } = (await api.admin.get('/lookups/countries')).body;
    const codes = Object.keys(countries).filter((code) => !notIso.includes(code));
    expect(codes).toHaveLength(249);
    expect(data.map(({ isocode }: { isocode: string }) => isocode.toUpperCase()).sort()).toEqual(
      [...codes, 'XK'].sort(),
    );
    for (const { isocode, country_code } of data) {
      const { phone } = countries[isocode.toUpperCase() as 'DE'];
      // Some there carry an area code behind the calling code.
      expect(phone.map(String).some((code) => code.startsWith(country_code as string))).toBe(true);
    }
    expect(data.filter(({ mcc }: { mcc?: string }) => mcc !== undefined).length).toBeGreaterThan(235);
    expect((await api.admin.get('/lookups/countries/74')).body.data).toEqual({
      id: 74,
      name: 'Germany',
      mcc: '262',
      country_code: '49',
      isocode: 'de',
    });
  });

  it('include every currency of ISO 4217', async () => {
    const { data } = (await api.admin.get('/lookups/currencies')).body;
    expect(data.map(({ code }: { code: string }) => code).sort()).toEqual(
      [...currencyCodes.codes(), ...newerThanThePackage, ...olderThanThePackage].sort(),
    );
    expect((await api.admin.get('/lookups/currencies/1')).body.data).toEqual({
      id: 1,
      code: 'EUR',
      symbol: '€',
    });
  });

  it('mark withdrawn currencies, and have the decimals of ISO 4217', async () => {
    const { data } = (await api.admin.get('/lookups/currencies')).body;
    expect(data.filter(({ withdrawn }: { withdrawn?: string }) => withdrawn)).toEqual([
      { id: 6, code: 'ANG', symbol: 'ANG', withdrawn: '2025-03-31' },
      { id: 15, code: 'BGN', symbol: 'BGN', withdrawn: '2026-01-01' },
      { id: 39, code: 'CUC', symbol: '$', withdrawn: '2021-06-01' },
      { id: 182, code: 'SLL', symbol: 'SLL', withdrawn: '2024-01-01' },
      { id: 183, code: 'ZWL', symbol: 'ZWL', withdrawn: '2024-09-01' },
    ]);
    const rows = await api.database.query('select code, minor_units from currencies');
    // Units of account, metals and test codes have none.
    const counted = currencyCodes.data.filter(({ code }) => !/^X/.test(code) || /^X(A|O|P)F$/.test(code));
    for (const { code, digits } of counted) expect(rows).toContainEqual({ code, minor_units: digits });
  });

  it('include Kosovo', async () => {
    expect((await api.admin.get('/lookups/countries/250')).body.data).toEqual({
      id: 250,
      name: 'Kosovo',
      mcc: '221',
      country_code: '383',
      isocode: 'xk',
    });
    await api.createOrganization({ country: { id: 250 } });
    const body = { billingAddress: { country: 'XK' } };
    expect((await api.admin.put('/billingprofile/999', body)).body.data).toMatchObject(body);
  });

  it('read ids in one spelling', async () => {
    for (const id of ['012', '-0', '1e3', '+1', '%201', '1.0', '0x1', '99999', '9'.repeat(30)]) {
      const answers = await Promise.all(
        [`/lookups/countries/${id}`, `/lookups/organization-classes/${id}`, `/organizations/${id}`]
          .concat(`/organizations/456/contacts/${id}`, `/organizations/org_${id}/children`)
          .map((path) => api.admin.get(path)),
      );
      expect([id, ...answers.map(({ status }) => status)]).toEqual([id, 404, 404, 404, 404, 404]);
    }
    for (const filter of ['012', '-0', '1e3', '1.0'])
      expect((await api.admin.get(`/organizations?country=${filter}`)).body.details).toEqual([
        { field: 'country', message: 'must be an integer number' },
      ]);
    expect((await api.admin.get('/lookups/organization-classes/0')).status).toBe(200);
  });

  it('are returned together by GET /lookups', async () => {
    const { data } = (await api.admin.get('/lookups')).body;
    expect(Object.keys(data)).toEqual([
      'organization-statuses',
      'organization-types',
      'organization-classes',
      'relation-types',
      'verification-types',
      'contact-types',
      'countries',
      'currencies',
    ]);
    for (const [kind, values] of Object.entries(data))
      expect((await api.admin.get(`/lookups/${kind}`)).body.data).toEqual(values);
  });

  it('are answered with 304 when the client has a current copy', async () => {
    const first = await api.viewer(12).get('/lookups/countries');
    const tag = first.headers.get('etag')!;
    expect(tag).toMatch(/^"[\w-]+"$/);
    const again = await api.viewer(12).get('/lookups/countries', { 'If-None-Match': tag });
    expect([again.status, again.body]).toEqual([304, undefined]);
    expect((await api.viewer(12).get('/lookups/countries', { 'If-None-Match': '"other"' })).status).toBe(200);
    expect((await api.anonymous.get('/lookups/countries', { 'If-None-Match': tag })).status).toBe(401);
  });

  it('are 404 for an unknown id or kind', async () => {
    for (const id of ['9999', 'nonsense', '-1']) {
      const answer = await api.admin.get(`/lookups/countries/${id}`);
      expect([answer.status, answer.body.code]).toEqual([404, 'lookup_not_found']);
      expect(answer.headers.get('etag')).toBeNull();
    }
    expect((await api.admin.get('/lookups/planets')).body.code).toBe('route_not_found');
  });
});
