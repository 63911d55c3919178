// Examples that OpenAPI shows.

export const createBody = {
  charges: [
    {
      id: 'cdr-20240120-000017',
      orgId: 'org_456',
      amount: '0.042',
      currency: 'EUR',
      occurredAt: '2024-01-20T09:15:00Z',
      category: 'voice',
    },
  ],
};

export const extensionBody = { amount: '250', reason: 'Campaign in the last week of the month' };
