// Examples that OpenAPI shows.

const primary = { type: 'primary', status: 'active' };

export const listExample = {
  success: true,
  data: [
    {
      id: 'dom_123',
      domain: 'company1.voip.example.com',
      orgId: 'org_456',
      orgName: 'Company One',
      ...primary,
      createdAt: '2024-01-15T10:30:00Z',
      updatedAt: '2024-01-15T10:30:00Z',
    },
    {
      id: 'dom_124',
      domain: 'company2.voip.example.com',
      orgId: 'org_789',
      orgName: 'Company Two',
      ...primary,
      createdAt: '2024-01-16T14:20:00Z',
      updatedAt: '2024-01-16T14:20:00Z',
    },
  ],
  meta: { total: 2, limit: 50 },
};

export const getExample = {
  success: true,
  data: {
    id: 'dom_123',
    domain: 'company1.voip.example.com',
    orgId: 'org_456',
    orgName: 'Company One',
    ...primary,
    sipRealm: 'company1.voip.example.com',
    registrationEnabled: true,
    tlsEnabled: true,
    createdAt: '2024-01-15T10:30:00Z',
    updatedAt: '2024-01-15T10:30:00Z',
    metadata: { region: 'us-east', cluster: 'prod-1' },
  },
};

export const createBody = {
  domain: 'newcompany.voip.example.com',
  orgId: 'org_999',
  type: 'primary',
  registrationEnabled: true,
  tlsEnabled: true,
  metadata: { region: 'us-west', environment: 'production' },
};

export const createExample = {
  success: true,
  data: {
    id: 'dom_125',
    domain: 'newcompany.voip.example.com',
    orgId: 'org_999',
    ...primary,
    sipRealm: 'newcompany.voip.example.com',
    registrationEnabled: true,
    tlsEnabled: true,
    createdAt: '2024-01-20T09:15:00Z',
    updatedAt: '2024-01-20T09:15:00Z',
    metadata: { region: 'us-west', environment: 'production' },
  },
  message: 'Domain mapping created successfully',
};

export const updateBody = {
  status: 'inactive',
  tlsEnabled: false,
  metadata: { region: 'us-east', maintenanceMode: true },
};

export const updateExample = {
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
    updatedAt: '2024-01-20T11:45:00Z',
    metadata: { region: 'us-east', maintenanceMode: true },
  },
  message: 'Domain mapping updated successfully',
};

export const deleteExample = {
  success: true,
  message: 'Domain mapping deleted successfully',
  data: { id: 'dom_123', deletedAt: '2024-01-20T12:00:00Z' },
};
