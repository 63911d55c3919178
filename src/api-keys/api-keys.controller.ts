import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiGroup } from '../openapi/group.js';
import { CurrentPrincipal, TenantRoute } from '../auth/access.js';
import type { Principal } from '../auth/principal.js';
import { ApiErrors } from '../errors/route-errors.js';
import { Precondition, Preconditions } from '../http/etag.js';
import { Idempotent } from '../http/idempotency.interceptor.js';
import type { Page } from '../pagination/page.js';
import { ApiBodyExample, ApiListResponse, ApiEtagResponse, ApiWriteResponse } from '../openapi/responses.js';
import { organizationUnknown } from '../organizations/organization.errors.js';
import {
  ApiKeyDto,
  ApiKeyParams,
  ApiKeyQuery,
  CreateApiKeyDto,
  ApiKeyWithSecretDto,
  RevokedApiKeyDto,
  RotateApiKeyDto,
} from './api-key.dto.js';
import { apiKeyNotFound, expiryUnusable, organizationRequired, roleAboveCreator } from './api-key.errors.js';
import { ApiKeysService } from './api-keys.service.js';

@ApiGroup({
  name: 'API keys',
  description:
    'Keys for programs: create them, rotate them with an overlap, revoke them with immediate effect.',
  guide: ['API keys for programs', '/guides/decisions/0009-keys-of-programs'],
})
@Controller('apikeys')
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeysService) {}

  /**
   * Create an API key
   * @remarks Only this response contains the secret. A key has at most the role of its creator and belongs to an
   * organization in the creator's subtree. A key that is created with an expiring key expires no later than that key.
   * Revoking a key does not revoke the keys that were created with it. The history lists them.
   */
  @Post()
  @Idempotent()
  @TenantRoute('write')
  @ApiBodyExample(CreateApiKeyDto, { name: 'Provisioning', role: 'manager', orgId: 'org_456' })
  @ApiWriteResponse(201, ApiKeyWithSecretDto, 'API key created successfully')
  @ApiErrors(roleAboveCreator, organizationUnknown, organizationRequired, expiryUnusable)
  createApiKey(
    @CurrentPrincipal() principal: Principal,
    @Body() body: CreateApiKeyDto,
  ): Promise<ApiKeyWithSecretDto> {
    return this.apiKeys.create(principal, body);
  }

  /**
   * List API keys
   * @remarks The keys of the caller's subtree, without their secrets. Administrators get all keys.
   */
  @Get()
  @TenantRoute('manage')
  @ApiListResponse(ApiKeyDto)
  listApiKeys(
    @CurrentPrincipal() principal: Principal,
    @Query() query: ApiKeyQuery,
  ): Promise<Page<ApiKeyDto>> {
    return this.apiKeys.list(principal, query);
  }

  /**
   * Get an API key
   * @remarks One key without its secret: its role, when it was last used, and when it expires.
   */
  @Get(':id')
  @TenantRoute('manage')
  @ApiEtagResponse(ApiKeyDto)
  @ApiErrors(apiKeyNotFound)
  getApiKey(@CurrentPrincipal() principal: Principal, @Param() { id }: ApiKeyParams): Promise<ApiKeyDto> {
    return this.apiKeys.get(principal, id);
  }

  /**
   * Rotate an API key
   * @remarks The key gets a new secret, which only this response contains. The previous secret remains valid for
   * `overlapSeconds` (a day by default), so that programs can switch one by one. A secret from an earlier rotation
   * becomes invalid immediately.
   */
  @Post(':id/rotate')
  @Idempotent()
  @TenantRoute('write')
  @ApiBodyExample(RotateApiKeyDto, { overlapSeconds: 86400 })
  @ApiWriteResponse(200, ApiKeyWithSecretDto, 'API key rotated successfully')
  @ApiErrors(apiKeyNotFound, expiryUnusable)
  rotateApiKey(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: ApiKeyParams,
    @Body() body: RotateApiKeyDto,
    @Preconditions() precondition: Precondition,
  ): Promise<ApiKeyWithSecretDto> {
    return this.apiKeys.rotate(principal, id, body, precondition);
  }

  /**
   * Revoke an API key
   * @remarks The key is invalid from the next request on, on every instance. It is deleted permanently.
   */
  @Delete(':id')
  @TenantRoute('write')
  @ApiWriteResponse(200, RevokedApiKeyDto, 'API key revoked successfully')
  @ApiErrors(apiKeyNotFound)
  revokeApiKey(
    @CurrentPrincipal() principal: Principal,
    @Param() { id }: ApiKeyParams,
    @Preconditions() precondition: Precondition,
  ): Promise<RevokedApiKeyDto> {
    return this.apiKeys.revoke(principal, id, precondition);
  }
}
