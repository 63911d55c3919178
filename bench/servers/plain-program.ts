import { AppModule } from '../../src/app.module.js';
import { createApp } from '../../src/app.js';
import { loadEnvironment } from '../../src/config/environment.js';
import { createPlainEngine } from '../../test/support/plain-engine.js';

/** The program with the reference form of the query engine. */
const environment = loadEnvironment();
const app = await createApp(environment, AppModule.with(environment, createPlainEngine));
await app.listen(environment.port, environment.host);
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
