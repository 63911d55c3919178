import { describe, expect, it } from '@jest/globals';
import { bearer, faultyFields, useApi, type Answer } from '../support/app.js';

/** Every example of the VoIP document with the demo data, in the document's order. */
describe('the examples of the VoIP document', () => {
  const api = useApi();
  const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as unknown as string;

  it('GET /domains', async () => {
    const answer = await api.admin.get('/domains');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: true,
      data: [
        {
          id: 'dom_123',
          domain: 'company1.voip.example.com',
          orgId: 'org_456',
          orgName: 'Company One',
          type: 'primary',
          status: 'active',
          createdAt: '2024-01-15T10:30:00Z',
          updatedAt: '2024-01-15T10:30:00Z',
        },
        {
          id: 'dom_124',
          domain: 'company2.voip.example.com',
          orgId: 'org_789',
          orgName: 'Company Two',
          type: 'primary',
          status: 'active',
          createdAt: '2024-01-16T14:20:00Z',
          updatedAt: '2024-01-16T14:20:00Z',
        },
      ],
      meta: { total: 2, limit: 50 },
    });
  });

  it('GET /domains/dom_123', async () => {
    const answer = await api.admin.get('/domains/dom_123');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: true,
      data: {
        id: 'dom_123',
        domain: 'company1.voip.example.com',
        orgId: 'org_456',
        orgName: 'Company One',
        type: 'primary',
        status: 'active',
        sipRealm: 'company1.voip.example.com',
        registrationEnabled: true,
        tlsEnabled: true,
        createdAt: '2024-01-15T10:30:00Z',
        updatedAt: '2024-01-15T10:30:00Z',
        metadata: { region: 'us-east', cluster: 'prod-1' },
      },
    });
  });

  it('POST /domains/dom_125', async () => {
    const answer = await api.admin.post('/domains/dom_125', {
      domain: 'newcompany.voip.example.com',
      orgId: 'org_999',
      type: 'primary',
      registrationEnabled: true,
      tlsEnabled: true,
      metadata: { region: 'us-west', environment: 'production' },
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      success: true,
      data: {
        id: 'dom_125',
        domain: 'newcompany.voip.example.com',
        orgId: 'org_999',
        type: 'primary',
        status: 'active',
        sipRealm: 'newcompany.voip.example.com',
        registrationEnabled: true,
        tlsEnabled: true,
        createdAt: time,
        updatedAt: time,
        metadata: { region: 'us-west', environment: 'production' },
      },
      message: 'Domain mapping created successfully',
    });
  });

  it('PUT /domains/dom_123', async () => {
    const answer = await api.admin.put('/domains/dom_123', {
      status: 'inactive',
      tlsEnabled: false,
      metadata: { region: 'us-east', maintenanceMode: true },
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: true,
      data: {
        id: 'dom_123',
        domain: 'company1.voip.example.com',
        orgId: 'org_456',
        type: 'primary',
        status: 'inactive',
        sipRealm: 'company1.voip.example.com',
        registrationEnabled: true,
        tlsEnabled: false,
        createdAt: '2024-01-15T10:30:00Z',
        updatedAt: time,
        metadata: { region: 'us-east', maintenanceMode: true },
      },
      message: 'Domain mapping updated successfully',
    });
    expect(Date.parse(answer.body.data.updatedAt)).toBeGreaterThan(Date.parse('2024-01-20T11:45:00Z'));
  });

  it('DELETE /domains/dom_123?force=false', async () => {
    const answer = await api.admin.delete('/domains/dom_123?force=false');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: true,
      message: 'Domain mapping deleted successfully',
      data: { id: 'dom_123', deletedAt: time },
    });
  });

  it('GET /orgips/index', async () => {
    const answer = await api.admin.get('/orgips/index');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: true,
      data: [
        {
          id: 'ip_001',
          orgId: 'org_456',
          ipAddress: '203.0.113.10',
          cidr: 32,
          type: 'signaling',
          description: 'Primary PBX',
          status: 'active',
          createdAt: '2024-01-10T08:00:00Z',
        },
        {
          id: 'ip_002',
          orgId: 'org_456',
          ipAddress: '203.0.113.0',
          cidr: 24,
          type: 'media',
          description: 'Media subnet',
          status: 'active',
          createdAt: '2024-01-10T08:05:00Z',
        },
      ],
      meta: { total: 2, limit: 50 },
    });
  });

  it('GET /orgips/ip_001', async () => {
    const answer = await api.admin.get('/orgips/ip_001');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: true,
      data: {
        id: 'ip_001',
        orgId: 'org_456',
        orgName: 'Company One',
        ipAddress: '203.0.113.10',
        cidr: 32,
        type: 'signaling',
        description: 'Primary PBX',
        status: 'active',
        allowedPorts: [5060, 5061],
        protocols: ['UDP', 'TCP', 'TLS'],
        createdAt: '2024-01-10T08:00:00Z',
        updatedAt: '2024-01-10T08:00:00Z',
      },
    });
  });

  const backup = {
    orgId: 'org_456',
    ipAddress: '203.0.113.50',
    cidr: 32,
    type: 'signaling',
    description: 'Backup PBX Server',
    allowedPorts: [5060, 5061],
    protocols: ['UDP', 'TCP', 'TLS'],
  };

  it('POST /orgips/org_456', async () => {
    const answer = await api.admin.post('/orgips/org_456', backup);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      success: true,
      data: { id: 'ip_003', ...backup, status: 'active', createdAt: time, updatedAt: time },
      message: 'Organization IP created successfully',
    });
  });

  it('PUT /orgips/ip_003', async () => {
    const changes = {
      description: 'Primary PBX Server (promoted)',
      status: 'active',
      protocols: ['UDP', 'TCP', 'TLS', 'WSS'],
    };
    const answer = await api.admin.put('/orgips/ip_003', changes);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: true,
      data: { id: 'ip_003', ...backup, ...changes, createdAt: time, updatedAt: time },
      message: 'Organization IP updated successfully',
    });
  });

  it('DELETE /orgips/ip_003', async () => {
    const answer = await api.admin.delete('/orgips/ip_003');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: true,
      message: 'Organization IP deleted successfully',
      data: { id: 'ip_003', deletedAt: time },
    });
  });

  it('GET /billingprofile', async () => {
    const answer = await api.manager(456).get('/billingprofile');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: true,
      data: {
        orgId: 'org_456',
        orgName: 'Company One',
        billingPlan: 'enterprise',
        billingCycle: 'monthly',
        currency: 'USD',
        paymentMethod: 'invoice',
        billingContact: { name: 'John Smith', email: 'billing@company1.com', phone: '+1-555-123-4567' },
        billingAddress: {
          street: '123 Business Ave',
          city: 'New York',
          state: 'NY',
          postalCode: '10001',
          country: 'US',
        },
        rateCard: { id: 'rc_standard', name: 'Standard Enterprise Rates' },
        creditLimit: 10000,
        currentBalance: 2500,
        status: 'active',
        nextBillingDate: '2024-02-01T00:00:00Z',
        createdAt: '2023-06-15T00:00:00Z',
      },
    });
  });

  it('GET /billingprofile/org_789', async () => {
    const answer = await api.admin.get('/billingprofile/org_789');
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      success: true,
      data: {
        orgId: 'org_789',
        orgName: 'Company Two',
        billingPlan: 'professional',
        billingCycle: 'annual',
        currency: 'EUR',
        paymentMethod: 'credit_card',
        billingContact: { name: 'Jane Doe', email: 'finance@company2.com', phone: '+44-20-1234-5678' },
        billingAddress: {
          street: '456 Corporate Blvd',
          city: 'London',
          postalCode: 'EC1A 1BB',
          country: 'GB',
        },
        rateCard: { id: 'rc_eu_pro', name: 'EU Professional Rates' },
        creditLimit: 5000,
        currentBalance: 750,
        status: 'active',
        nextBillingDate: '2025-01-01T00:00:00Z',
        createdAt: '2024-01-01T00:00:00Z',
      },
    });
  });
});

/** Every row of its error tables, except 500, which follows below. */
describe('the error tables of the VoIP document', () => {
  const api = useApi();

  function expectError(answer: Answer, statusCode: number, error: string, message: string): void {
    expect(answer.body).toEqual(
      expect.objectContaining({ success: false, statusCode, error, message, requestId: expect.any(String) }),
    );
    expect(answer.status).toBe(statusCode);
  }

  const domain = { domain: 'other.example.com', orgId: 'org_999' };
  const ip = { orgId: 'org_999', ipAddress: '198.51.100.7' };

  const routes: [string, string, unknown, string][] = [
    ['GET', '/domains', undefined, 'Insufficient permissions to list domains'],
    ['GET', '/domains/dom_123', undefined, 'Insufficient permissions to view domain'],
    ['POST', '/domains/dom_9', domain, 'Insufficient permissions to create domain'],
    ['PUT', '/domains/dom_123', {}, 'Insufficient permissions to update domain'],
    ['DELETE', '/domains/dom_123', undefined, 'Insufficient permissions to delete domain'],
    ['GET', '/orgips/index', undefined, 'Insufficient permissions'],
    ['GET', '/orgips/ip_001', undefined, 'Insufficient permissions'],
    ['POST', '/orgips/org_999', ip, 'Insufficient permissions'],
    ['PUT', '/orgips/ip_001', {}, 'Insufficient permissions'],
    ['DELETE', '/orgips/ip_001', undefined, 'Insufficient permissions'],
    ['GET', '/billingprofile', undefined, 'Insufficient permissions'],
    ['GET', '/billingprofile/org_789', undefined, 'Admin access required'],
  ];

  it.each(routes)('401 on %s %s', async (method, path, body) => {
    const expected = [401, 'Unauthorized', 'Invalid or missing authentication'] as const;
    expectError(await api.anonymous.send(method, path, body), ...expected);
    expectError(await api.as('Bearer nonsense').send(method, path, body), ...expected);
    const forged = bearer({ role: 'admin' }, { secret: 'another secret than the configured one' });
    expectError(await api.as(forged).send(method, path, body), ...expected);
  });

  it.each(routes)('403 on %s %s', async (method, path, body, message) => {
    expectError(await api.edge.send(method, path, body), 403, 'Forbidden', message);
  });

  it('403 when a viewer writes, and when a manager reads an administrator’s resource', async () => {
    const viewer = api.viewer(456);
    expectError(
      await viewer.post('/domains/dom_9', { ...domain, orgId: 'org_456' }),
      403,
      'Forbidden',
      'Insufficient permissions to create domain',
    );
    expectError(await viewer.delete('/orgips/ip_001'), 403, 'Forbidden', 'Insufficient permissions');
    expectError(
      await api.manager(456).get('/billingprofile/org_456'),
      403,
      'Forbidden',
      'Admin access required',
    );
  });

  it('404 on domains', async () => {
    const expected = [404, 'Not Found', 'Domain mapping not found'] as const;
    expectError(await api.admin.get('/domains/dom_999'), ...expected);
    expectError(await api.admin.put('/domains/dom_999', { status: 'inactive' }), ...expected);
    expectError(await api.admin.delete('/domains/dom_999'), ...expected);
    expectError(await api.manager(456).get('/domains/dom_124'), ...expected);
    expectError(await api.manager(456).put('/domains/dom_124', { status: 'inactive' }), ...expected);
    expectError(await api.manager(456).delete('/domains/dom_124?force=true'), ...expected);
  });

  it('404 on IPs', async () => {
    const expected = [404, 'Not Found', 'IP configuration not found'] as const;
    expectError(await api.admin.get('/orgips/ip_999'), ...expected);
    expectError(await api.admin.put('/orgips/ip_999', { status: 'inactive' }), ...expected);
    expectError(await api.admin.delete('/orgips/ip_999'), ...expected);
    expectError(await api.admin.put('/orgips/org_456', { status: 'inactive' }), ...expected);
    expectError(await api.admin.delete('/orgips/org_456'), ...expected);
    expectError(await api.manager(789).get('/orgips/ip_001'), ...expected);
    expectError(await api.manager(789).delete('/orgips/ip_001'), ...expected);
  });

  it('404 on billing profiles', async () => {
    expectError(
      await api.viewer(999).get('/billingprofile'),
      404,
      'Not Found',
      'Billing profile not configured',
    );
    expectError(await api.admin.get('/billingprofile'), 404, 'Not Found', 'Billing profile not configured');
    const expected = [404, 'Not Found', 'Organization or billing profile not found'] as const;
    expectError(await api.admin.get('/billingprofile/org_999'), ...expected);
    expectError(await api.admin.get('/billingprofile/org_31337'), ...expected);
    expectError(await api.admin.get('/billingprofile/nonsense'), ...expected);
  });

  it('400 on the creation of a domain', async () => {
    const expected = [400, 'Bad Request', 'Invalid domain format or missing required fields'] as const;
    expectError(
      await api.admin.post('/domains/dom_9', { ...domain, domain: 'no spaces.example' }),
      ...expected,
    );
    const empty = await api.admin.post('/domains/dom_9', {});
    expectError(empty, ...expected);
    expect(faultyFields(empty)).toEqual(expect.arrayContaining(['domain', 'orgId']));
  });

  it('400 on the update of a domain', async () => {
    const answer = await api.admin.put('/domains/dom_123', { status: 'sleepy', tlsEnabled: 'yes' });
    expectError(answer, 400, 'Bad Request', 'Invalid field values');
    expect(faultyFields(answer)).toEqual(['status', 'tlsEnabled']);
  });

  it('400 on the creation of an IP', async () => {
    const expected = [400, 'Bad Request', 'Invalid IP address format or parameters'] as const;
    for (const ipAddress of ['203.0.113', '203.0.113.256', '010.0.0.1', 'example.com', '2001:db8::g'])
      expectError(await api.admin.post('/orgips/org_999', { ...ip, ipAddress }), ...expected);
    expectError(await api.admin.post('/orgips/org_999', { ...ip, allowedPorts: [0] }), ...expected);
  });

  it('400 on the update of an IP', async () => {
    const answer = await api.admin.put('/orgips/ip_001', { type: 'carrier pigeon', protocols: ['SMTP'] });
    expectError(answer, 400, 'Bad Request', 'Invalid parameters');
    expect(faultyFields(answer)).toEqual(['protocols', 'type']);
  });

  it('409 on the creation of a domain', async () => {
    const expected = [409, 'Conflict', 'Domain already exists'] as const;
    const name = await api.admin.post('/domains/dom_9', { ...domain, domain: 'COMPANY1.voip.example.com.' });
    expectError(name, ...expected);
    expect(name.body.code).toBe('domain_exists');
    expect(faultyFields(name)).toEqual(['domain']);
    const id = await api.admin.post('/domains/dom_123', domain);
    expectError(id, ...expected);
    expect(id.body.code).toBe('domain_id_exists');
    expect(faultyFields(id)).toEqual(['id']);
  });

  it('409 on the update of a domain', async () => {
    expectError(
      await api.admin.put('/domains/dom_123', { domain: 'company2.voip.example.com' }),
      409,
      'Conflict',
      'Domain name conflict with existing mapping',
    );
  });

  it('409 on the deletion of a domain in use', async () => {
    await api.createDomain(456, { type: 'alias' });
    expectError(
      await api.admin.delete('/domains/dom_123?force=false'),
      409,
      'Conflict',
      'Domain is in use and force=false',
    );
    expect((await api.admin.delete('/domains/dom_123?force=true')).status).toBe(200);
  });

  it('409 on the creation of an IP', async () => {
    const expected = [409, 'Conflict', 'IP address already configured'] as const;
    const again = { orgId: 'org_456', ipAddress: '203.0.113.10', type: 'signaling' };
    expectError(await api.admin.post('/orgips/org_456', again), ...expected);
    const taken = await api.admin.post('/orgips/ip_001', ip);
    expectError(taken, ...expected);
    expect(taken.body.code).toBe('ip_id_exists');
  });

  it('409 on the update of an IP', async () => {
    const id = await api.createIp(999, '198.51.100.0', 24);
    expectError(
      await api.admin.put(`/orgips/${id}`, { ipAddress: '203.0.113.10', cidr: 32 }),
      409,
      'Conflict',
      'IP address conflict',
    );
  });

  it('422 for an organization that does not exist', async () => {
    const expected = [422, 'Unprocessable Entity'] as const;
    for (const orgId of ['org_31337', '31337'])
      expectError(
        await api.admin.post('/domains/dom_9', { ...domain, orgId }),
        ...expected,
        'Organization ID not found',
      );
    expectError(
      await api.admin.post('/orgips/org_31337', { ...ip, orgId: 'org_31337' }),
      ...expected,
      'Organization not found',
    );
    expectError(
      await api.manager(456).post('/domains/dom_9', { ...domain, orgId: 'org_789' }),
      ...expected,
      'Organization ID not found',
    );
    expectError(
      await api.manager(456).post('/orgips/org_789', { ...ip, orgId: 'org_789' }),
      ...expected,
      'Organization not found',
    );
  });

  it('500 for an internal error, without its details', async () => {
    for (const table of ['domains', 'org_ips', 'billing_profiles'])
      await api.database.query(`alter table ${table} rename to broken_${table}`);
    for (const [method, path, body] of routes) {
      // The own profile needs an organization.
      const caller = path === '/billingprofile' ? api.manager(456) : api.admin;
      const sent = method === 'PUT' ? { status: 'inactive' } : body;
      const answer = await caller.send(method, path, sent);
      expectError(answer, 500, 'Internal Server Error', 'Server-side error occurred');
      expect(Object.keys(answer.body).sort()).toEqual([
        'code',
        'error',
        'message',
        'requestId',
        'statusCode',
        'success',
      ]);
      expect(JSON.stringify(answer.body)).not.toMatch(/relation|select|broken|\.js|\.ts|stack/i);
    }
  });
});
