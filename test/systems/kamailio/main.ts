import { checkAgreement, checkEmergency, checkRegistered } from './agreement.js';
import { checkReload, checkSilence, checkStop, measure } from './disturbances.js';
import { checkLogin } from './login.js';
import { Platform } from './platform.js';
import { prepare, type Trial } from './trial.js';
import { checks } from '../../support/result.js';

const began = performance.now();
const platform = new Platform();
process.once('SIGINT', () => void platform.stop({ keepLogs: false }).then(() => process.exit(130)));
try {
  await run(await prepare(platform));
} catch (error) {
  console.error(error);
  checks.failed++;
} finally {
  await platform.stop({ keepLogs: checks.failed > 0 });
}
console.log(`in ${((performance.now() - began) / 1_000).toFixed()} s`);
console.log(`${checks.passed} passed, ${checks.failed} failed`);
process.exitCode = checks.failed === 0 ? 0 : 1;

/** Changes are made at one instance of the API; what is true then, is asked of another. */
async function run(trial: Trial): Promise<void> {
  const { organizations, domains, ips } = trial.world;
  const api = platform.first;
  await checkLogin(trial);

  await checkAgreement(trial, 'at first', {
    '127.10.1.1 customer1': 'allowed',
    '127.10.1.1 provider': 'allowed',
    '127.10.1.1 customer2': 'domain_ip_mismatch',
    '127.10.1.1 nobody': 'unknown_domain',
    '127.10.1.1 customer1.': 'allowed',
    '127.10.1.1 CUSTOMER1.Example.com': 'allowed',
    '127.10.1.1 customer2.': 'domain_ip_mismatch',
    '127.10.1.1 xn--bcher-kva.': 'allowed',
    '127.10.1.1 customer1.EXAMPLE.COM..': 'unknown_domain',
    '127.10.1.1 (another port) customer1': 'port_not_allowed',
    '127.10.1.2 customer1': 'allowed',
    '127.10.1.2 (TCP) customer1': 'protocol_not_allowed',
    '127.10.2.5 customer2': 'allowed',
    '127.10.2.5 customer1': 'domain_ip_mismatch',
    '127.10.2.6 customer1': 'allowed',
    '127.10.3.1 (TCP) unrelated': 'allowed',
    '127.10.3.2 unrelated': 'wrong_type',
    '127.10.4.1 unrelated': 'allowed',
    '127.10.4.1 customer1': 'allowed',
    '127.10.4.1 127.0.0.1': 'ambiguous_shared_ip',
    '127.10.4.1 (another port) customer1': 'allowed',
    '127.10.4.1 (another port) unrelated': 'domain_ip_mismatch',
    '127.10.5.1 unrelated': 'allowed',
    '127.10.5.1 (another port) unrelated': 'domain_ip_mismatch',
    '127.10.9.9 customer1': 'unknown_ip',
  });
  const registrations = {
    '127.10.1.1 customer1': 'allowed',
    '127.10.1.1 calls': 'registration_disabled',
    '127.10.1.1 unrelated': 'domain_ip_mismatch',
  };
  await checkAgreement(trial, 'for registrations', registrations, 'register');
  await checkRegistered(trial);

  await checkStop(trial, 'a suspension above', 4, (on) => api.suspend(organizations.provider, on));
  await api.suspend(organizations.provider, true);
  await checkAgreement(trial, 'while the provider is suspended', {
    '127.10.1.1 customer1': 'organization_suspended',
    '127.10.2.6 provider': 'organization_suspended',
    '127.10.4.1 customer1': 'organization_suspended',
    '127.10.4.1 unrelated': 'allowed',
    '127.10.3.1 unrelated': 'allowed',
  });
  await checkEmergency(trial);
  await api.suspend(organizations.provider, false);

  await checkStop(trial, 'a cost limit above', 2, (on) => api.block(organizations.provider, on));
  await api.block(organizations.provider, true);
  await checkAgreement(trial, 'while the provider has reached its cost limit', {
    '127.10.1.1 customer1': 'cost_limit_reached',
    '127.10.2.6 provider': 'cost_limit_reached',
    '127.10.4.1 unrelated': 'allowed',
    '127.10.3.1 unrelated': 'allowed',
  });
  await checkEmergency(trial);
  await api.block(organizations.provider, false);

  await api.suspend(organizations.customer2, true);
  await checkAgreement(trial, 'while a customer with a part of the network of his provider is suspended', {
    '127.10.2.5 customer2': 'organization_suspended',
    '127.10.2.5 provider': 'organization_suspended',
    '127.10.2.6 provider': 'allowed',
  });
  await api.suspend(organizations.customer2, false);

  const parent = { id: organizations.other };
  await api.send('PUT', `/organizations/${organizations.customer1}/parent`, { parent });
  await api.send('PUT', `/domains/${domains.customer2}`, { orgId: `org_${organizations.unrelated}` });
  await checkAgreement(trial, 'after a customer and a domain have moved', {
    '127.10.1.1 customer1': 'allowed',
    '127.10.1.1 provider': 'domain_ip_mismatch',
    '127.10.2.6 customer1': 'domain_ip_mismatch',
    '127.10.2.5 customer2': 'domain_ip_mismatch',
    '127.10.3.1 customer2': 'allowed',
    '127.10.5.1 customer1': 'allowed',
  });

  await api.send('DELETE', `/orgips/${ips.narrow}`);
  await api.send('DELETE', `/domains/${domains.unrelated}?force=true`);
  await checkAgreement(trial, 'after an address and a domain are gone', {
    '127.10.2.5 provider': 'allowed',
    '127.10.3.1 unrelated': 'unknown_domain',
  });
  await checkStop(trial, 'the removal of addresses', 1, async (on) => {
    if (on) for (const ip of [ips.port, ips.udp]) await api.send('DELETE', `/orgips/${ip}`);
  });

  await checkReload(trial);
  for (const proxy of [trial.http, trial.sql]) await measure(trial, proxy);
  await checkSilence(trial);
}
