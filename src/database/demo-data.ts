import type { DataSource, EntityManager } from 'typeorm';

/**
 * Loads the examples of the guides below one root, with the times that they show, and the contact and the API key of the
 * OpenAPI examples. Changes nothing and returns false if there is an organization already.
 */
export async function loadDemoData(dataSource: DataSource): Promise<boolean> {
  return dataSource.transaction(async (manager) => {
    await manager.query('lock table organizations in share row exclusive mode');
    const [{ empty }] = await manager.query<[{ empty: boolean }]>(
      'select not exists (select from organizations) as empty',
    );
    if (!empty) return false;
    for (const [table, rows] of Object.entries(demo))
      for (const row of rows) await insert(manager, table, row);
    // The next rows get ids after those of the examples: org_1000, ip_003.
    await manager.query(`alter table organizations alter column id restart with 1000`);
    await manager.query(
      `select setval('organization_relations_id_seq', 20), setval('org_ips_id_seq', 2), setval('contacts_id_seq', 1)`,
    );
    return true;
  });
}

async function insert(manager: EntityManager, table: string, row: Record<string, unknown>): Promise<void> {
  const columns = Object.keys(row);
  await manager.query(
    `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, index) => `$${index + 1}`).join(', ')})`,
    Object.values(row),
  );
}

/** Ids of lookup values, which the migrations assign. */
const type = { operator: 0, provider: 1, enterprise: 4 };
const status = { suspended: 1 };
const country = { germany: 74, unitedKingdom: 237, unitedStates: 238 };
const customerOf = 0;

function timed(createdAt: string, updatedAt = createdAt): { created_at: string; updated_at: string } {
  return { created_at: createdAt, updated_at: updatedAt };
}

const demo: Record<string, Record<string, unknown>[]> = {
  organizations: [
    {
      id: 1,
      name: 'Example Telecom',
      type_id: type.operator,
      country_id: country.germany,
      ...timed('2015-01-01T00:00:00Z'),
    },
    {
      id: 12,
      name: 'Tele17',
      type_id: type.provider,
      country_id: country.germany,
      status_id: status.suspended,
      parent_id: 1,
      relation_id: 17,
      relation_type_id: customerOf,
      monthly_cost_limit: 1000,
      verification_type_id: 1,
      verification: '123456789',
      ...timed('2015-02-03T00:00:00Z'),
    },
    {
      id: 456,
      name: 'Company One',
      type_id: type.enterprise,
      country_id: country.unitedStates,
      parent_id: 1,
      relation_id: 18,
      relation_type_id: customerOf,
      ...timed('2023-06-15T00:00:00Z'),
    },
    {
      id: 789,
      name: 'Company Two',
      type_id: type.enterprise,
      country_id: country.unitedKingdom,
      parent_id: 1,
      relation_id: 19,
      relation_type_id: customerOf,
      ...timed('2024-01-01T00:00:00Z'),
    },
    {
      id: 999,
      name: 'New Company',
      type_id: type.enterprise,
      country_id: country.unitedStates,
      parent_id: 1,
      relation_id: 20,
      relation_type_id: customerOf,
      ...timed('2024-01-19T00:00:00Z'),
    },
  ],
  domains: [
    {
      id: 'dom_123',
      domain: 'company1.voip.example.com',
      organization_id: 456,
      tls_enabled: true,
      metadata: { region: 'us-east', cluster: 'prod-1' },
      ...timed('2024-01-15T10:30:00Z'),
    },
    {
      id: 'dom_124',
      domain: 'company2.voip.example.com',
      organization_id: 789,
      ...timed('2024-01-16T14:20:00Z'),
    },
  ],
  org_ips: [
    {
      id: 'ip_001',
      organization_id: 456,
      network: '203.0.113.10/32',
      type: 'signaling',
      description: 'Primary PBX',
      allowed_ports: [5060, 5061],
      protocols: ['UDP', 'TCP', 'TLS'],
      ...timed('2024-01-10T08:00:00Z'),
    },
    {
      id: 'ip_002',
      organization_id: 456,
      network: '203.0.113.0/24',
      type: 'media',
      description: 'Media subnet',
      ...timed('2024-01-10T08:05:00Z'),
    },
  ],
  billing_profiles: [
    {
      organization_id: 456,
      billing_plan: 'enterprise',
      billing_cycle: 'monthly',
      currency: 'USD',
      payment_method: 'invoice',
      billing_contact: { name: 'John Smith', email: 'billing@company1.com', phone: '+1-555-123-4567' },
      billing_address: {
        street: '123 Business Ave',
        city: 'New York',
        state: 'NY',
        postalCode: '10001',
        country: 'US',
      },
      rate_card: { id: 'rc_standard', name: 'Standard Enterprise Rates' },
      credit_limit: 10000,
      current_balance: 2500,
      status: 'active',
      next_billing_date: '2024-02-01T00:00:00Z',
      ...timed('2023-06-15T00:00:00Z'),
    },
    {
      organization_id: 789,
      billing_plan: 'professional',
      billing_cycle: 'annual',
      currency: 'EUR',
      payment_method: 'credit_card',
      billing_contact: { name: 'Jane Doe', email: 'finance@company2.com', phone: '+44-20-1234-5678' },
      billing_address: {
        street: '456 Corporate Blvd',
        city: 'London',
        postalCode: 'EC1A 1BB',
        country: 'GB',
      },
      rate_card: { id: 'rc_eu_pro', name: 'EU Professional Rates' },
      credit_limit: 5000,
      current_balance: 750,
      status: 'active',
      next_billing_date: '2025-01-01T00:00:00Z',
      ...timed('2024-01-01T00:00:00Z'),
    },
  ],
  contacts: [
    {
      id: 1,
      organization_id: 12,
      type_id: 6,
      name: 'John Smith',
      street: '123 Business Ave',
      zipcode: '10001',
      city: 'New York',
      state: 'NY',
      country_id: country.unitedStates,
      email: 'billing@company1.com',
      phone: '+1-555-123-4567',
      ...timed('2015-02-03T00:00:00Z'),
    },
  ],
  api_keys: [
    {
      id: 'key_4fQ0nXrT2b9LwYcE',
      organization_id: 456,
      name: 'Provisioning',
      role: 'manager',
      prefix: 'oak_7Hs91kQa',
      // The hash of no known secret: this key cannot authenticate.
      hash: '0'.repeat(64),
      ...timed('2024-01-10T08:00:00Z'),
    },
  ],
};
