import { Module } from '@nestjs/common';
import { provideRepository } from '../database/provide-repository.js';
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
  imports: [OrganizationsModule, LookupsModule],
  controllers: [ContactsController],
  providers: [ContactsService, provideRepository(ContactsRepository, Contact)],
})
export class ContactsModule {}
