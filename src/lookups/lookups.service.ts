import { Injectable, type OnModuleInit } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { ApiError, type FieldError } from '../errors/api-error.js';
import { validationFailed } from '../errors/common.errors.js';
import { differences } from '../http/read-only.js';
import { hasDecimals } from '../http/validators.js';
import { AllLookupsDto, CountryDto, CurrencyDto, LookupDto, type ReferenceDto } from './lookup.dto.js';
import { lookupNotFound, referenceUnknown } from './lookup.errors.js';
import { currenciesByCode, rememberCodes } from './code.validators.js';
import { LookupsRepository } from './lookups.repository.js';

export type LookupKind = keyof AllLookupsDto;

type Item<K extends LookupKind> = AllLookupsDto[K][number];

/** A reference in a request: its field, the kind of lookup and the value. The value is absent if the request has none. */
export interface Reference {
  field: string;
  kind: LookupKind;
  reference: ReferenceDto | null | undefined;
}

/** Lookups change only by migrations, so each instance reads them once and serves them from memory. */
@Injectable()
export class LookupsService implements OnModuleInit {
  private lookups: AllLookupsDto;
  private readonly byId = new Map<string, object>();
  private tag: string;

  constructor(private readonly repository: LookupsRepository) {}

  async onModuleInit(): Promise<void> {
    const rows = await this.repository.loadAll();
    rememberCodes(rows);
    this.lookups = {
      'organization-statuses': rows['organization-statuses'].map((row) => LookupDto.from(row)),
      'organization-types': rows['organization-types'].map((row) => LookupDto.from(row)),
      'organization-classes': rows['organization-classes'].map((row) => LookupDto.from(row)),
      'relation-types': rows['relation-types'].map((row) => LookupDto.from(row)),
      'verification-types': rows['verification-types'].map((row) => LookupDto.from(row)),
      'contact-types': rows['contact-types'].map((row) => LookupDto.from(row)),
      countries: rows.countries.map((row) => CountryDto.from(row)),
      currencies: rows.currencies.map((row) => CurrencyDto.from(row)),
    };
    for (const [kind, items] of Object.entries(this.lookups) as [LookupKind, { id: number }[]][])
      for (const item of items) this.byId.set(`${kind}/${item.id}`, item);
    this.tag = createHash('sha256').update(JSON.stringify(this.lookups)).digest('base64url').slice(0, 22);
  }

  /** The strong ETag of every response that consists of lookups. */
  get etag(): string {
    return `"${this.tag}"`;
  }

  all(): AllLookupsDto {
    return this.lookups;
  }

  list<K extends LookupKind>(kind: K): AllLookupsDto[K] {
    return this.lookups[kind];
  }

  get<K extends LookupKind>(kind: K, id: number): Item<K> {
    const item = this.find(kind, id);
    if (!item) throw new ApiError(lookupNotFound);
    return item;
  }

  /** The value of a foreign key. It exists because the database enforces the key. */
  value<K extends LookupKind>(kind: K, id: number): Item<K> {
    return this.find(kind, id)!;
  }

  /**
   * Throws one error that names the field of each reference whose id does not exist, or whose description is that of
   * another value.
   */
  require(references: Reference[]): void {
    const unknown: FieldError[] = [];
    const different: FieldError[] = [];
    for (const { field, kind, reference } of references) {
      if (!reference) continue;
      const value = this.find(kind, reference.id);
      if (value) different.push(...differencesFrom(field, reference, value, `/lookups/${kind}/${value.id}`));
      else unknown.push({ field, message: `must be an id from /lookups/${kind}` });
    }
    if (unknown.length > 0) throw new ApiError(referenceUnknown, unknown);
    if (different.length > 0) throw new ApiError(validationFailed, different);
  }

  /** The error of a currency, by its id or its code, that is no longer valid; undefined for a current one. */
  withdrawalOf(field: string, currency: number | string): FieldError | undefined {
    const code = typeof currency === 'string' ? currency : this.value('currencies', currency).code;
    const { withdrawn, successor } = currenciesByCode.get(code)!;
    return withdrawn === null
      ? undefined
      : {
          field,
          message: `must be a current currency: ${code} was withdrawn on ${withdrawn}${successor === null ? '' : `, and ${successor} has replaced it`}`,
        };
  }

  /** Why an amount does not fit its currency; undefined if it does. Without a currency it has two decimals. */
  decimalsFault(amount: number, code: string | undefined): string | undefined {
    const units = code === undefined ? 2 : currenciesByCode.get(code)!.minorUnits;
    if (hasDecimals(amount, units)) return undefined;
    const reason = code === undefined ? 'as no currency is set' : `as amounts in ${code} have`;
    return units === 0
      ? `must be a whole number: ${code} has no decimals`
      : `must have at most ${units} decimal places, ${reason}`;
  }

  private find<K extends LookupKind>(kind: K, id: number): Item<K> | undefined {
    return this.byId.get(`${kind}/${id}`) as Item<K> | undefined;
  }
}

/** One error for each field that a reference has besides its id and that differs in the resource at `path`. */
export function differencesFrom(
  field: string,
  reference: ReferenceDto,
  referenced: object,
  path: string,
): FieldError[] {
  return differences(field, reference, referenced, (stored) =>
    stored === undefined
      ? `must be left out: ${path} has no such field`
      : `must be ${JSON.stringify(stored)}, as in ${path}, or be left out`,
  );
}
