import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import {
  ContactType,
  Country,
  Currency,
  OrganizationClass,
  OrganizationStatus,
  OrganizationType,
  RelationType,
  VerificationType,
} from './lookup.entity.js';
import { LookupsController } from './lookups.controller.js';
import { LookupsRepository } from './lookups.repository.js';
import { LookupsService } from './lookups.service.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([
      ContactType,
      Country,
      Currency,
      OrganizationClass,
      OrganizationStatus,
      OrganizationType,
      RelationType,
      VerificationType,
    ]),
  ],
  controllers: [LookupsController],
  providers: [LookupsService, LookupsRepository],
  exports: [LookupsService],
})
export class LookupsModule {}
