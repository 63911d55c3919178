import { describe, expect, it } from '@jest/globals';
import { useApi } from '../support/app.js';

describe('the example of the organization document', () => {
  const api = useApi();

  const sample = {
    id: 12,
    name: 'Tele17',
    ext_reference: '',
    class: { id: 0, description: 'Commercial' },
    type: { id: 1, description: 'Provider' },
    country: { id: 74, name: 'Germany', mcc: '262', country_code: '49', isocode: 'de' },
    status: { id: 1, description: 'Suspended' },
    relation: { id: 17, type: { id: 0, description: 'Customer of' } },
    monthly_cost_limit: 1000,
    currency: { id: 1, code: 'EUR', symbol: '€' },
    created: '2015-02-03T00:00:00.000+0000',
    verification_type: { id: 1, description: 'Business registration number' },
    verification: '123456789',
  };

  it('equals the response of GET /organizations/12, apart from added fields', async () => {
    for (const id of ['12', 'org_12']) {
      const { status, body } = await api.admin.get(`/organizations/${id}`);
      expect(status).toBe(200);
      expect(body).toEqual({
        success: true,
        data: {
          ...sample,
          relation: { ...sample.relation, parent: { id: 1, name: 'Example Telecom' } },
          effective_status: { id: 1, description: 'Suspended' },
          updated: '2015-02-03T00:00:00.000+0000',
        },
      });
    }
  });

  it('omits the parent for the organization itself, which cannot see it', async () => {
    const { body } = await api.viewer(12).get('/organizations/my');
    expect(body.data.relation).toEqual(sample.relation);
  });

  it('has an endpoint for each lookup of the document', async () => {
    for (const lookup of [
      'organization-statuses',
      'organization-types',
      'relation-types',
      'verification-types',
      'contact-types',
    ])
      expect((await api.viewer(12).get(`/lookups/${lookup}`)).body.data.length).toBeGreaterThan(1);
  });
});
