import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DatabaseModule } from '../database/database.module.js';
import { LookupsModule } from '../lookups/lookups.module.js';
import { ContactDto } from './contact.dto.js';
import { registerOwnedResource } from '../organizations/owned-resources.js';
import { OrganizationsModule } from '../organizations/organizations.module.js';
import { Contact } from './contact.entity.js';
import { ContactsController } from './contacts.controller.js';
import { ContactsRepository } from './contacts.repository.js';
import { ContactsService } from './contacts.service.js';

registerOwnedResource<Contact>({
  name: 'contacts',
  table: 'contacts',
  countedInMove: true,
  history: {
    type: 'contact',
    entity: Contact,
    show: (contact, _names, lookups) => ContactDto.from(contact, lookups),
  },
});

@Module({
  imports: [DatabaseModule, TypeOrmModule.forFeature([Contact]), OrganizationsModule, LookupsModule],
  controllers: [ContactsController],
  providers: [ContactsService, ContactsRepository],
})
export class ContactsModule {}
