import 'reflect-metadata';
import { loadEnvironment } from './src/config/environment.js';
import { createOwnerDataSource } from './src/database/data-source.js';
import { loadClasses } from './src/database/load-classes.js';
import { provideDatabase } from './tools/dev-postgres/provide-database.js';

// For the TypeORM command line: npx typeorm migration:show -d dist/ormconfig.js
const environment = loadEnvironment();
await provideDatabase(environment);
const entities = await loadClasses(`${import.meta.dirname}/src`, /\.entity\.js$/);

export default createOwnerDataSource(environment.databaseUrl!, entities);
