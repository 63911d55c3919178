const organization = { id: 'org_456', name: 'Company One', effectiveStatus: 'active' };
const allowed = { allow: true, reason: 'allowed', organization };
const ip = { id: 'ip_001', ipAddress: '203.0.113.10', cidr: 32 };
const domain = {
  id: 'dom_123',
  domain: 'company1.voip.example.com',
  sipRealm: 'company1.voip.example.com',
  tlsEnabled: true,
  registrationEnabled: true,
};

export const decisionExample = { success: true, data: { ...allowed, ip, domain } };
export const domainExample = { success: true, data: { ...allowed, domain } };
export const ipExample = { success: true, data: { ...allowed, ip } };
