import { Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { generateSecret } from '../auth/api-key.js';
import { parseOrganizationId } from '../auth/organization-id.js';
import type { Principal, Role } from '../auth/principal.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ApiError } from '../errors/api-error.js';
import { withEtag, type Precondition } from '../http/etag.js';
import type { Page } from '../pagination/page.js';
import { voipTime } from '../http/times.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import {
  ApiKeyDto,
  type ApiKeyQuery,
  type CreateApiKeyDto,
  type ApiKeyWithSecretDto,
  type RevokedApiKeyDto,
  type RotateApiKeyDto,
} from './api-key.dto.js';
import type { ApiKey } from './api-key.entity.js';
import { apiKeyNotFound, expiryUnusable, organizationRequired, roleAboveCreator } from './api-key.errors.js';
import { ApiKeysRepository } from './api-keys.repository.js';

/**
 * The roles that a caller of each role can give to a key. Keys for SIP proxies and rating engines can do only what their name
 * says; a manager must not charge, so only administrators give keys to rating engines.
 */
const grantable: Record<Role, readonly Role[]> = {
  admin: ['admin', 'manager', 'viewer', 'edge', 'rating'],
  manager: ['manager', 'viewer', 'edge'],
  viewer: [],
  edge: [],
  rating: [],
};

@Injectable()
export class ApiKeysService {
  constructor(
    private readonly work: UnitOfWork,
    private readonly apiKeys: ApiKeysRepository,
    private readonly organizations: OrganizationsService,
  ) {}

  async list(principal: Principal, query: ApiKeyQuery): Promise<Page<ApiKeyDto>> {
    const page = await this.work.read(principal, (manager) =>
      manager.withRepository(this.apiKeys).page(query),
    );
    return page.map((key) => ApiKeyDto.from(key));
  }

  async get(principal: Principal, id: string): Promise<ApiKeyDto> {
    const key = await this.work.read(principal, (manager) =>
      manager.withRepository(this.apiKeys).findVisible(id),
    );
    if (!key) throw new ApiError(apiKeyNotFound);
    return withEtag(ApiKeyDto.from(key), settingsOf(key));
  }

  async create(principal: Principal, body: CreateApiKeyDto): Promise<ApiKeyWithSecretDto> {
    const { name, role } = body;
    if (!grantable[principal.role].includes(role))
      throw new ApiError(roleAboveCreator, [
        { field: 'role', message: `cannot be given by a ${principal.role}` },
      ]);
    const expiresAt = expiryOf(principal, body);
    const organizationId = organizationOf(principal, body);
    return this.work.write(principal, async (manager) => {
      const apiKeys = manager.withRepository(this.apiKeys);
      if (organizationId !== null) await this.organizations.lockInPlace(manager, organizationId, 'orgId');
      const id = `key_${randomBytes(12).toString('base64url')}`;
      const { secret, ...stored } = generateSecret();
      await apiKeys.insert({ id, name, role, organizationId, expiresAt, ...stored });
      return withSecret((await apiKeys.findVisible(id))!, secret);
    });
  }

  async rotate(
    principal: Principal,
    id: string,
    { overlapSeconds }: RotateApiKeyDto,
    precondition: Precondition,
  ): Promise<ApiKeyWithSecretDto> {
    return this.work.write(principal, async (manager) => {
      const apiKeys = manager.withRepository(this.apiKeys);
      const key = await apiKeys.lockVisible(id);
      if (!key) throw new ApiError(apiKeyNotFound);
      precondition.check(settingsOf(key));
      if (outlives(principal, key.expiresAt)) throw new ApiError(expiryUnusable);
      const { secret, ...stored } = generateSecret();
      await apiKeys.update(id, {
        ...stored,
        previousHash: key.hash,
        previousExpiresAt: new Date(Date.now() + overlapSeconds * 1000),
      });
      return withSecret((await apiKeys.findVisible(id))!, secret);
    });
  }

  async revoke(principal: Principal, id: string, precondition: Precondition): Promise<RevokedApiKeyDto> {
    return this.work.write(principal, async (manager) => {
      const apiKeys = manager.withRepository(this.apiKeys);
      const key = await apiKeys.lockVisible(id);
      if (!key) throw new ApiError(apiKeyNotFound);
      precondition.check(settingsOf(key));
      await apiKeys.delete(id);
      return { id, revokedAt: voipTime(new Date()) };
    });
  }
}

/** The fields that the ETag covers. The last use is not one of them, so that a key in use can be revoked. */
function settingsOf(key: ApiKey): object {
  return { ...ApiKeyDto.from(key), lastUsedAt: undefined };
}

function withSecret(key: ApiKey, secret: string): ApiKeyWithSecretDto {
  return withEtag({ ...ApiKeyDto.from(key), secret }, settingsOf(key));
}

/** Whether the new key would be valid for longer than the key that creates it: a stolen key must not prolong itself. */
function outlives({ expiresAt: limit }: Principal, expiresAt: Date | null): boolean {
  return limit instanceof Date && (expiresAt === null || expiresAt > limit);
}

/** The expiry of the new key: by default that of the key in use, if the caller uses one. */
function expiryOf(principal: Principal, { expiresAt }: CreateApiKeyDto): Date | null {
  const wanted = expiresAt ? new Date(expiresAt) : (principal.expiresAt ?? null);
  if (wanted !== null && wanted.getTime() <= Date.now())
    throw new ApiError(expiryUnusable, [{ field: 'expiresAt', message: 'must be in the future' }]);
  if (outlives(principal, wanted))
    throw new ApiError(expiryUnusable, [
      { field: 'expiresAt', message: 'must not be after the expiry of the key in use' },
    ]);
  return wanted;
}

function organizationOf(principal: Principal, { orgId, role }: CreateApiKeyDto): number | null {
  // With null, an administrator creates a key of the platform. Without `orgId`, the key belongs to the caller's organization.
  const isPlatformKey = principal.role === 'admin' && orgId === null;
  const own = isPlatformKey ? null : principal.organizationId;
  const organizationId = orgId ? parseOrganizationId(orgId)! : own;
  if (organizationId === null && (role === 'manager' || role === 'viewer'))
    throw new ApiError(organizationRequired, [{ field: 'orgId', message: `is required for a ${role}` }]);
  return organizationId;
}
