import cluster from 'node:cluster';
import { loadEnvironment, type Environment } from './config/environment.js';
import { provideDatabase } from './database/provide-database.js';
import { inOrder, type Running } from './ending.js';
import { supervise, work } from './workers.js';

try {
  const environment = loadEnvironment();
  if (cluster.isWorker) await work(() => serve(environment));
  else {
    const database = await provideDatabase(environment);
    const running = environment.workers > 1 ? await supervise(environment) : await serve(environment);
    if (!environment.production) {
      const { welcome } = await import('./welcome.js');
      console.log(welcome(environment, running.url));
    }
    const end = inOrder(() => running.close().then(() => database.stop()));
    process.on('SIGTERM', end).on('SIGINT', end);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function serve(environment: Environment): Promise<Running> {
  // Only what answers requests loads the application: the primary process of several does not.
  const { createApp } = await import('./app.js');
  const app = await createApp(environment);
  await app.listen(environment.port, environment.host);
  return { url: await app.getUrl(), close: () => app.close() };
}
