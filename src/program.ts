import type { DynamicModule } from '@nestjs/common';
import cluster from 'node:cluster';
import { loadEnvironment, type Environment } from './config/environment.js';
import { provideDatabase } from '../tools/dev-postgres/provide-database.js';
import { onSignal, type RunningProgram, type RunningProcess } from './shutdown.js';
import { isTracingEnabled } from './observability/tracing.js';
import { superviseWorkers, runAsWorker } from './worker-pool.js';

/** Loads the module with everything that a process serves. */
type LoadModule = (environment: Environment) => Promise<DynamicModule>;

/** Runs a program until a signal ends it. An error at start ends the process. */
export async function runProgram(loadModule: LoadModule): Promise<void> {
  try {
    const environment = loadEnvironment();
    if (cluster.isWorker) await runAsWorker(() => serve(environment, loadModule));
    else await superviseProgram(environment, loadModule);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}

async function superviseProgram(environment: Environment, loadModule: LoadModule): Promise<void> {
  const database = await provideDatabase(environment);
  const running =
    environment.workers > 1
      ? await superviseWorkers(environment)
      : singleProcess(await serve(environment, loadModule));
  const metrics = await serveMetrics(environment, running).catch(async (error: unknown) => {
    // The server may already have clients.
    await running.close();
    throw error;
  });
  const end = onSignal(async () => {
    await running.close();
    await metrics?.close();
    await database.stop();
  });
  process.on('SIGTERM', end).on('SIGINT', end);
  if (!environment.production) {
    const { startupBanner } = await import('./startup-banner.js');
    console.log(startupBanner(environment, running.url));
  }
}

async function serve(environment: Environment, loadModule: LoadModule): Promise<RunningProcess> {
  // Only processes that serve requests load the application; the primary of several workers does not.
  const endTraces =
    isTracingEnabled(process.env) &&
    (await (await import('./observability/tracing-sdk.js')).startTracing(process.env));
  const { createApp, collectMetrics } = await import('./app.js');
  const app = await createApp(environment, await loadModule(environment));
  await app.listen(environment.port, environment.host);
  return {
    url: await app.getUrl(),
    measure: () => collectMetrics(app),
    close: async () => {
      await app.close();
      if (endTraces) await endTraces();
    },
  };
}

/** A single process reports its metrics as worker 1. */
function singleProcess(serving: RunningProcess): RunningProgram {
  return { ...serving, measure: async () => ({ '1': await serving.measure() }) };
}

async function serveMetrics(environment: Environment, running: RunningProgram) {
  if (environment.metricsPort === undefined) return undefined;
  const server = await import('./observability/metrics-server.js');
  return server.serveMetrics(environment, () => running.measure());
}
