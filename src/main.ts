import 'reflect-metadata';
import { createApp } from './app.js';
import { loadEnvironment } from './config/environment.js';
import { provideDatabase } from './database/provide-database.js';
import { welcome } from './welcome.js';

/** How long requests in flight may take to finish once the process was asked to end. */
const GRACE_MS = 30_000;

try {
  const environment = loadEnvironment();
  const database = await provideDatabase(environment);
  const app = await createApp(environment);
  await app.listen(environment.port, environment.host);
  if (!environment.production) console.log(welcome(environment, await app.getUrl()));

  let ending = false;
  const end = (): void => {
    if (ending) return;
    ending = true;
    setTimeout(() => process.exit(1), GRACE_MS).unref();
    void app
      .close()
      .then(() => database.stop())
      .then(() => process.exit(0));
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
