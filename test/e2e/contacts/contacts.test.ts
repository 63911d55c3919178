import { describe, expect, it } from '@jest/globals';
import { faultyFields, useApi } from '../../support/app.js';

const everything = {
  type: { id: 6 },
  name: 'Accounts payable',
  title: 'Ms.',
  department: 'Finance',
  street: '123 Business Ave',
  secondary_address: 'Building 4',
  zipcode: '10001',
  city: 'New York',
  state: 'NY',
  country: { id: 238 },
  email: 'billing@company1.com',
  phone: '+1-555-123-4567',
  mobile: '+1-555-765-4321',
  purchase_order_number: 'PO-1',
};

describe('contacts', () => {
  const api = useApi();
  const contacts = '/organizations/456/contacts';

  it('are created, read, updated and deleted', async () => {
    const manager = api.manager(456);
    const created = await manager.post(contacts, everything);
    expect([created.status, created.body.message]).toEqual([201, 'Contact created successfully']);
    const contact = {
      ...everything,
      id: expect.any(Number),
      type: { id: 6, description: 'Invoice address' },
      country: expect.objectContaining({ isocode: 'us' }),
      created: expect.stringMatching(/\+0000$/),
      updated: expect.stringMatching(/\+0000$/),
    };
    expect(created.body.data).toEqual(contact);
    const path = `${contacts}/${created.body.data.id}`;
    expect((await api.viewer(456).get(path)).body.data).toEqual(contact);

    const changed = await manager.patch(path, { city: 'Boston', state: null, country: null });
    expect(changed.body.message).toBe('Contact updated successfully');
    expect(changed.body.data.city).toBe('Boston');
    expect(changed.body.data).not.toHaveProperty('state');
    expect(changed.body.data).not.toHaveProperty('country');
    expect(changed.body.data.name).toBe('Accounts payable');

    const deleted = await manager.delete(path);
    expect(deleted.body).toEqual({
      success: true,
      data: { id: created.body.data.id, deleted: expect.stringMatching(/\+0000$/) },
      message: 'Contact deleted successfully',
    });
    for (const answer of [
      await manager.get(path),
      await manager.patch(path, { city: 'x' }),
      await manager.delete(path),
    ])
      expect([answer.status, answer.body.code]).toEqual([404, 'contact_not_found']);
  });

  it('need a type and a name', async () => {
    const minimal = await api.admin.post(contacts, { type: { id: 1 }, name: 'Reception' });
    expect(Object.keys(minimal.body.data)).toEqual(['id', 'type', 'name', 'created', 'updated']);
    const empty = await api.admin.post(contacts, { email: 'not an address', fax: '1' });
    expect(empty.status).toBe(400);
    expect([...new Set(faultyFields(empty))]).toEqual(['email', 'fax', 'name', 'type']);
    const unknown = await api.admin.post(contacts, { type: { id: 42 }, name: 'x', country: { id: 4242 } });
    expect([unknown.status, faultyFields(unknown)]).toEqual([422, ['country', 'type']]);
  });

  it('have a purchase order number only on invoice addresses, in any order of updates', async () => {
    const refused = await api.admin.post(contacts, { ...everything, type: { id: 1 } });
    expect([refused.status, faultyFields(refused)]).toEqual([400, ['purchase_order_number']]);
    const { body } = await api.admin.post(contacts, everything);
    const path = `${contacts}/${body.data.id}`;
    expect((await api.admin.patch(path, { type: { id: 1 } })).status).toBe(400);
    expect((await api.admin.patch(path, { type: { id: 1 }, purchase_order_number: null })).status).toBe(200);
    expect((await api.admin.patch(path, { purchase_order_number: 'PO-2' })).status).toBe(400);
  });

  it('are listed by organization, filtered and sorted', async () => {
    const id = await api.createOrganization({ parent: 456 });
    for (const [name, type] of [
      ['Workshop', 1],
      ['Accounts', 2],
      ['Purchasing', 1],
    ])
      await api.admin.post(`/organizations/${id}/contacts`, { name, type: { id: type } });
    const names = async (query: string): Promise<string[]> =>
      (await api.viewer(456).get(`/organizations/${id}/contacts?${query}`)).body.data.map(
        ({ name }: { name: string }) => name,
      );
    expect(await names('')).toEqual(['Workshop', 'Accounts', 'Purchasing']);
    expect(await names('sort=name')).toEqual(['Accounts', 'Purchasing', 'Workshop']);
    expect(await names('type=1&sort=-name')).toEqual(['Workshop', 'Purchasing']);
  });

  it('are not found outside the subtree or under another organization', async () => {
    const { body } = await api.admin.post(contacts, everything);
    const id = body.data.id as number;
    const otherTenant = api.manager(789);
    expect((await otherTenant.get(contacts)).status).toBe(404);
    expect((await otherTenant.post(contacts, everything)).status).toBe(404);
    for (const path of [`${contacts}/${id}`, `/organizations/789/contacts/${id}`]) {
      expect((await otherTenant.get(path)).status).toBe(404);
      expect((await otherTenant.patch(path, { name: 'x' })).status).toBe(404);
      expect((await otherTenant.delete(path)).status).toBe(404);
    }
    expect((await api.admin.get(`${contacts}/nonsense`)).status).toBe(404);
  });
});
