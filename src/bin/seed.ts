import 'reflect-metadata';
import { loadEnvironment } from '../config/environment.js';
import { createDataSource, migrate } from '../database/data-source.js';
import { seedDemo } from '../database/demo-data.js';
import { provideDatabase } from '../database/provide-database.js';

const environment = loadEnvironment();
if (environment.production) throw new Error('Demo data does not belong in production');
const database = await provideDatabase(environment);
const dataSource = await createDataSource(environment.databaseUrl!, 2).initialize();
await migrate(dataSource);
console.log(
  (await seedDemo(dataSource)) ? 'Loaded the demo data' : 'There are organizations already: nothing loaded',
);
await dataSource.destroy();
await database.stop();
