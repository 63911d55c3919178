import cluster from 'node:cluster';
import { loadEnvironment, type Environment } from './config/environment.js';
import { provideDatabase } from './database/provide-database.js';
import { inOrder, type Running, type Serving } from './ending.js';
import { wantsTraces } from './tracing/tracing.js';
import { supervise, work } from './workers.js';

try {
  const environment = loadEnvironment();
  if (cluster.isWorker) await work(() => serve(environment));
  else {
    const database = await provideDatabase(environment);
    const running = environment.workers > 1 ? await supervise(environment) : alone(await serve(environment));
    const metrics = await serveMetrics(environment, running).catch(async (error: unknown) => {
      // Others may be calling already.
      await running.close();
      throw error;
    });
    if (!environment.production) {
      const { welcome } = await import('./welcome.js');
      console.log(welcome(environment, running.url));
    }
    const end = inOrder(async () => {
      await running.close();
      await metrics?.close();
      await database.stop();
    });
    process.on('SIGTERM', end).on('SIGINT', end);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function serve(environment: Environment): Promise<Serving> {
  // Only what answers requests loads the application: the primary process of several does not.
  const endTraces =
    wantsTraces(process.env) && (await (await import('./tracing/sdk.js')).startTracing(process.env));
  const { createApp, measure } = await import('./app.js');
  const app = await createApp(environment);
  await app.listen(environment.port, environment.host);
  return {
    url: await app.getUrl(),
    measure: () => measure(app),
    close: async () => {
      await app.close();
      if (endTraces) await endTraces();
    },
  };
}

/** Measures as the first worker would, if there were others. */
function alone(serving: Serving): Running {
  return { ...serving, measure: async () => ({ '1': await serving.measure() }) };
}

async function serveMetrics(environment: Environment, running: Running) {
  if (environment.metricsPort === undefined) return undefined;
  const server = await import('./metrics/metrics-server.js');
  return server.serveMetrics(environment, () => running.measure());
}
