import 'reflect-metadata';
import { loadEnvironment } from '../config/environment.js';
import { createOwnerDataSource, migrate } from '../database/data-source.js';
import { provideDatabase } from '../../tools/dev-postgres/provide-database.js';

const environment = loadEnvironment('migrate');
const database = await provideDatabase(environment);
const dataSource = await createOwnerDataSource(environment.databaseUrl!).initialize();
const done = await migrate(dataSource);
console.log(done.length > 0 ? done.join('\n') : 'The schema is up to date');
await dataSource.destroy();
await database.stop();
