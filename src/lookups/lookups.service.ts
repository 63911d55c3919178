import { Injectable, type OnModuleInit } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { ApiError, type FieldError } from '../errors/api-error.js';
import { AllLookupsDto, CountryDto, CurrencyDto, LookupDto } from './lookup.dto.js';
import { lookupNotFound, referenceUnknown } from './lookup.errors.js';
import { LookupsRepository } from './lookups.repository.js';

export type LookupKind = keyof AllLookupsDto;

type Item<K extends LookupKind> = AllLookupsDto[K][number];

/** What a reference in a request may point to: its field, its kind, its id (none: not given). */
export interface Reference {
  field: string;
  kind: LookupKind;
  id: number | null | undefined;
}

/** The lookups change by migration only, so each instance reads them once and answers from memory. */
@Injectable()
export class LookupsService implements OnModuleInit {
  private everything: AllLookupsDto;
  private readonly byId = new Map<string, object>();
  private tag: string;

  constructor(private readonly lookups: LookupsRepository) {}

  async onModuleInit(): Promise<void> {
    const rows = await this.lookups.loadAll();
    this.everything = {
      'organization-statuses': rows['organization-statuses'].map((row) => LookupDto.from(row)),
      'organization-types': rows['organization-types'].map((row) => LookupDto.from(row)),
      'organization-classes': rows['organization-classes'].map((row) => LookupDto.from(row)),
      'relation-types': rows['relation-types'].map((row) => LookupDto.from(row)),
      'verification-types': rows['verification-types'].map((row) => LookupDto.from(row)),
      'contact-types': rows['contact-types'].map((row) => LookupDto.from(row)),
      countries: rows.countries.map((row) => CountryDto.from(row)),
      currencies: rows.currencies.map((row) => CurrencyDto.from(row)),
    };
    for (const [kind, items] of Object.entries(this.everything) as [LookupKind, { id: number }[]][])
      for (const item of items) this.byId.set(`${kind}/${item.id}`, item);
    this.tag = createHash('sha256').update(JSON.stringify(this.everything)).digest('base64url').slice(0, 22);
  }

  /** Strong validator of every answer made of lookups alone. */
  get etag(): string {
    return `"${this.tag}"`;
  }

  all(): AllLookupsDto {
    return this.everything;
  }

  list<K extends LookupKind>(kind: K): AllLookupsDto[K] {
    return this.everything[kind];
  }

  get<K extends LookupKind>(kind: K, id: number): Item<K> {
    const item = this.find(kind, id);
    if (!item) throw new ApiError(lookupNotFound);
    return item;
  }

  /** The value of a foreign key, which the database has checked. */
  value<K extends LookupKind>(kind: K, id: number): Item<K> {
    return this.find(kind, id)!;
  }

  /** Refuses references to what is not there, all of them at once, each by its field. */
  require(references: Reference[]): void {
    const faults: FieldError[] = references
      .filter(({ kind, id }) => typeof id === 'number' && !this.find(kind, id))
      .map(({ field, kind, id }) => ({ field, message: `there is no ${id} in /lookups/${kind}` }));
    if (faults.length > 0) throw new ApiError(referenceUnknown, faults);
  }

  private find<K extends LookupKind>(kind: K, id: number): Item<K> | undefined {
    return this.byId.get(`${kind}/${id}`) as Item<K> | undefined;
  }
}
