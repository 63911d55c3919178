import 'reflect-metadata';
import { loadEnvironment } from './src/config/environment.js';
import { createOwnerDataSource } from './src/database/data-source.js';
import { provideDatabase } from './tools/dev-postgres/provide-database.js';
import { entities } from './src/entities.js';

// For the TypeORM command line: npx typeorm migration:show -d dist/ormconfig.js
const environment = loadEnvironment();
await provideDatabase(environment);

export default createOwnerDataSource(environment.databaseUrl!, entities);
