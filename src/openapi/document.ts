import type { INestApplication, Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { createRequire } from 'node:module';
import { ErrorDto } from '../errors/error.dto.js';
import { dropNulls, shareResponses } from './components.js';
import { description, groupOrder } from './description.js';
import { errorResponses } from './error-responses.js';
import { groupOf, type Group } from './group.js';
import {
  arrangeParameters,
  declareAccess,
  declareHeaders,
  operationsOf,
  titleResponses,
} from './operations.js';

const { version } = createRequire(import.meta.url)('../../../package.json') as { version: string };

/** Creates the OpenAPI document of the application from its decorators and doc comments. */
export function createOpenApiDocument(app: INestApplication): OpenAPIObject {
  /** The controller of each operation. The id of an operation is the name of its handler. */
  const controllers = new Map<string, Type>();
  const controllersByName = controllersOf(app);
  const document = SwaggerModule.createDocument(
    app,
    documentInfo(groupsOf([...controllersByName.values()])),
    {
      extraModels: [ErrorDto],
      operationIdFactory: (controller, handler) => {
        controllers.set(handler, controllersByName.get(controller)!);
        return handler;
      },
    },
  );

  const operations = operationsOf(document);
  for (const [httpMethod, operation] of operations) {
    const { operationId } = operation;
    Object.assign(
      operation.responses,
      errorResponses(controllers.get(operationId)!, operationId, httpMethod),
    );
    declareAccess(operation);
    arrangeParameters(operation);
    if (operation['x-access-level'] !== 'public') declareHeaders(httpMethod, operation);
    titleResponses(operation);
  }
  const all = operations.map(([, operation]) => operation);
  dropNulls(document, all);
  shareResponses(document, all);
  return document;
}

function documentInfo(groups: Group[]): Omit<OpenAPIObject, 'paths'> {
  const builder = new DocumentBuilder()
    .setTitle('Organizations API')
    .setDescription(description)
    .setVersion(version)
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .addServer('/', 'This server')
    .addBearerAuth(
      {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'A JSON Web Token with the claims sub, role, org and exp, or an API key',
      },
      'token',
    )
    .addApiKey(
      { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'An API key (`oak_…`)' },
      'apiKey',
    );
  for (const { name, description, guide } of groups)
    builder.addTag(name, description, guide && { description: guide[0], url: guide[1] });
  return builder.build();
}

function controllersOf(app: INestApplication): Map<string, Type> {
  const modules = [...app.get(ModulesContainer).values()];
  return new Map(
    modules
      .flatMap((module) => [...module.controllers.values()])
      .map(({ name, metatype }) => [name as string, metatype as Type]),
  );
}

function groupsOf(controllers: Type[]): Group[] {
  const groups = controllers.map(groupOf).filter((group) => group !== undefined);
  const position = ({ name }: Group): number =>
    groupOrder.includes(name) ? groupOrder.indexOf(name) : groupOrder.length;
  return groups.sort((a, b) => position(a) - position(b));
}
