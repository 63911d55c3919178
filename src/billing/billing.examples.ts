// Examples that OpenAPI shows.

export const ownExample = {
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
    creditLimit: 10000.0,
    currentBalance: 2500.0,
    status: 'active',
    nextBillingDate: '2024-02-01T00:00:00Z',
    createdAt: '2023-06-15T00:00:00Z',
  },
};

export const getExample = {
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
    creditLimit: 5000.0,
    currentBalance: 750.0,
    status: 'active',
    nextBillingDate: '2025-01-01T00:00:00Z',
    createdAt: '2024-01-01T00:00:00Z',
  },
};

const { orgId: _orgId, orgName: _orgName, createdAt: _createdAt, ...settings } = getExample.data;

export const setBody = settings;

export const transactionBody = {
  type: 'payment',
  amount: '250.00',
  reference: 'RF18539007547034',
  description: 'Bank transfer',
};
