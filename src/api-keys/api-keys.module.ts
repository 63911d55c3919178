import { Module } from '@nestjs/common';
import { ApiKeyDto } from './api-key.dto.js';
import { registerOwnedResource } from '../organizations/owned-resources.js';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '../database/database.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { ApiKey } from './api-key.entity.js';
import { ApiKeysController } from './api-keys.controller.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { ApiKeysService } from './api-keys.service.js';

registerOwnedResource<ApiKey>({
  name: 'api_keys',
  table: 'api_keys',
  history: { type: 'apikey', entity: ApiKey, show: (key) => ApiKeyDto.from(key), readers: 'managers' },
});

@Module({
  imports: [DatabaseModule, TypeOrmModule.forFeature([ApiKey]), OrganizationsModule],
  controllers: [ApiKeysController],
  providers: [ApiKeysService, ApiKeysRepository],
})
export class ApiKeysModule {}
