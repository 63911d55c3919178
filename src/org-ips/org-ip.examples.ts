// Examples that OpenAPI shows.

export const listExample = {
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
};

export const getExample = {
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
};

const backup = {
  orgId: 'org_456',
  ipAddress: '203.0.113.50',
  cidr: 32,
  type: 'signaling',
  description: 'Backup PBX Server',
  allowedPorts: [5060, 5061],
  protocols: ['UDP', 'TCP', 'TLS'],
};

export const createBody = backup;

export const createExample = {
  success: true,
  data: {
    id: 'ip_003',
    ...backup,
    status: 'active',
    createdAt: '2024-01-20T14:30:00Z',
    updatedAt: '2024-01-20T14:30:00Z',
  },
  message: 'Organization IP created successfully',
};

export const updateBody = {
  description: 'Primary PBX Server (promoted)',
  status: 'active',
  protocols: ['UDP', 'TCP', 'TLS', 'WSS'],
};

export const updateExample = {
  success: true,
  data: {
    id: 'ip_003',
    ...backup,
    ...updateBody,
    createdAt: '2024-01-20T14:30:00Z',
    updatedAt: '2024-01-20T15:00:00Z',
  },
  message: 'Organization IP updated successfully',
};

export const deleteExample = {
  success: true,
  message: 'Organization IP deleted successfully',
  data: { id: 'ip_003', deletedAt: '2024-01-20T16:00:00Z' },
};
