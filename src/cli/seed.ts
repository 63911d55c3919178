import 'reflect-metadata';
import { loadEnvironment } from '../config/environment.js';
import { createOwnerDataSource, migrate } from '../database/data-source.js';
import { loadDemoData } from '../database/demo-data.js';
import { provideDatabase } from '../../tools/dev-postgres/provide-database.js';

const environment = loadEnvironment();
if (environment.production) throw new Error('Demo data does not belong in production');
const database = await provideDatabase(environment);
const dataSource = await createOwnerDataSource(environment.databaseUrl!).initialize();
await migrate(dataSource);
console.log(
  (await loadDemoData(dataSource))
    ? 'Loaded the demo data'
    : 'There are organizations already: nothing loaded',
);
await dataSource.destroy();
await database.stop();
