// Runs the trials in the project that the package is installed in, and says of each how it went.
import { OrganizationsClient } from 'organizations-api-client';
import { callEveryOperation } from './every-operation.js';
import { troubles } from './trouble.js';

const { URL: baseUrl, GATEWAY, ADMIN, MANAGER } = process.env;
const admin = new OrganizationsClient({ baseUrl, token: ADMIN });
const manager = new OrganizationsClient({ baseUrl: `${baseUrl}/`, token: () => MANAGER });
const trials = {
  'calls every operation': () => callEveryOperation({ admin, manager }),
  ...troubles(GATEWAY, ADMIN),
};
for (const [name, trial] of Object.entries(trials)) {
  const failure = await trial().then(
    () => undefined,
    (error) => error,
  );
  console.log(failure === undefined ? `ok ${name}` : `failed ${name}: ${failure.stack}`);
}
