import { runProgram } from '../program.js';

// Only the routing endpoints and the health checks.
await runProgram(async (environment) =>
  (await import('./routing-app.module.js')).RoutingAppModule.with(environment),
);
