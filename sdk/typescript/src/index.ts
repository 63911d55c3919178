export { OrganizationsClient, type ClientOptions } from './client.js';
export { isOrganizationsError, OrganizationsError, type ClientErrorCode, type ErrorCode } from './errors.js';
export { operations, type Methods } from './generated/operations.js';
export type { List } from './list.js';
export type { Credential } from './transport.js';
export type {
  Answer,
  CallOptions,
  CountedPageMeta,
  DataOf,
  ErrorCodeOf,
  NotModified,
  OperationId,
  Page,
  PageMeta,
  ParamsOf,
  Schemas,
} from './types.js';
