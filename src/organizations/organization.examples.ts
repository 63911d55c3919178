// Examples that OpenAPI shows, and bodies to try.

const organization = {
  id: 12,
  name: 'Tele17',
  ext_reference: '',
  class: { id: 0, description: 'Commercial' },
  type: { id: 1, description: 'Provider' },
  country: { id: 74, name: 'Germany', mcc: '262', country_code: '49', isocode: 'de' },
  status: { id: 1, description: 'Suspended' },
  effective_status: { id: 1, description: 'Suspended' },
  relation: {
    id: 17,
    type: { id: 0, description: 'Customer of' },
    parent: { id: 1, name: 'Example Telecom' },
  },
  monthly_cost_limit: 1000,
  currency: { id: 1, code: 'EUR', symbol: '€' },
  created: '2015-02-03T00:00:00.000+0000',
  updated: '2015-02-03T00:00:00.000+0000',
  verification_type: { id: 1, description: 'Business registration number' },
  verification: '123456789',
};

export const getExample = { success: true, data: organization };

export const listExample = { success: true, data: [organization], meta: { total: 1, limit: 50 } };

export const createBody = {
  name: 'Branch office',
  ext_reference: 'customer-4711',
  type: { id: 4 },
  country: { id: 74 },
  relation: { type: { id: 0 }, parent: { id: 456 } },
};

export const updateBody = { status: { id: 1 }, monthly_cost_limit: 500 };

export const moveBody = { parent: { id: 456 }, expected_parent: { id: 1 } };
