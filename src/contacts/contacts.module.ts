import { Module } from '@nestjs/common';
import { provideRepository } from '../database/provide-repository.js';
import { LookupsModule } from '../lookups/lookups.module.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { Contact } from './contact.entity.js';
import { ContactsController } from './contacts.controller.js';
import { ContactsRepository } from './contacts.repository.js';
import { ContactsService } from './contacts.service.js';

@Module({
  imports: [OrganizationsModule, LookupsModule],
  controllers: [ContactsController],
  providers: [ContactsService, provideRepository(ContactsRepository, Contact)],
})
export class ContactsModule {}
