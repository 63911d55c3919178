import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
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

@ApiTags('API keys')
@Controller('apikeys')
export class ApiKeysController {
  constructor(private readonly apiKeys: ApiKeysService) {}

  /**
   * Create an API key
   * @remarks The secret is in this answer and nowhere else. A key has at most the role of who makes it, and belongs
   * to an organization of its subtree; one that is made with a key that expires expires with it at the latest. Revoking
   * a key does not revoke those that were made with it: the history names them.
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
   * @remarks The keys of the caller's subtree, without their secrets; for administrators all there are.
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
   * @remarks One key, without its secret: what it may do, when it was last used, when it ends.
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
   * @remarks The key gets a new secret, which is in this answer and nowhere else. The one that was works for
   * `overlapSeconds` longer (a day by default), so that programs can change over one by one; one from before that
   * ends at once.
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
  ): Promise<ApiKeyWithSecretDto> {
    return this.apiKeys.rotate(principal, id, body);
  }

  /**
   * Revoke an API key
   * @remarks From the next request on the key opens nothing, on any instance, and it is gone for good.
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
