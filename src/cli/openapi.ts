import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { writeFile } from 'node:fs/promises';
import { AppModule } from '../app.module.js';
import { readEnvironment } from '../config/environment.js';
import { createOpenApiDocument } from '../openapi/document.js';

// In preview mode Nest reads the modules without creating providers, so no database is needed.
const app = await NestFactory.create(AppModule.with(readEnvironment({})), {
  preview: true,
  logger: ['error'],
});
const file = process.argv[2] ?? 'openapi.json';
await writeFile(file, `${JSON.stringify(createOpenApiDocument(app), null, 2)}\n`);
