// Bodies to try, shown in OpenAPI.

export const createBody = {
  type: { id: 6 },
  name: 'John Smith',
  street: '123 Business Ave',
  zipcode: '10001',
  city: 'New York',
  state: 'NY',
  country: { id: 238 },
  email: 'billing@company1.com',
  phone: '+1-555-123-4567',
  purchase_order_number: 'PO-4711',
};

export const updateBody = { department: 'Accounting', phone: '+1-555-123-4568' };
