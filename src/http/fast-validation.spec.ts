import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Transform, Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  ValidateIf,
  ValidateNested,
  validateSync,
} from 'class-validator';
import { validateFast } from './fast-validation.js';

class Query {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Max(200)
  limit?: number;

  @IsOptional()
  @IsIn(['active', 'inactive'])
  status?: string;

  @ValidateIf(({ status }: Query) => status === 'active')
  @IsString()
  name?: string;

  @IsOptional()
  @Transform(({ value }) => value === 'true')
  exact?: boolean;
}

class Inner {
  @IsString()
  name: string;
}

class Nested {
  @ValidateNested()
  @Type(() => Inner)
  inner: Inner;
}

class Each {
  @IsString({ each: true })
  names: string[];
}

describe('fast validation', () => {
  it('returns an instance of the DTO for valid values', () => {
    const accepted = validateFast({ limit: '50', status: 'inactive' }, Query);
    expect(accepted).toBeInstanceOf(Query);
    expect(accepted).toMatchObject({ limit: 50, status: 'inactive' });
    expect(validateFast({}, Query)).toBeInstanceOf(Query);
  });

  it.each<Record<string, unknown>>([
    { limit: '201' },
    { limit: 'many' },
    { status: 'deleted' },
    { status: 'active' },
    { unknown: '1' },
    { limit: ['1', '2'] },
    { name: 'a\0b', status: 'active' },
  ])('leaves %j to class-validator', (value) => {
    expect(validateFast(value, Query)).toBeUndefined();
  });

  it('judges as class-validator does', () => {
    for (const limit of ['0', '200', '201', '1.5', ''])
      for (const status of ['active', 'inactive', 'x'])
        for (const name of ['a', undefined]) {
          const value = JSON.parse(JSON.stringify({ limit, status, name })) as object;
          const instance = Object.assign(new Query(), value, { limit: Number(limit) });
          expect([value, validateFast(value, Query) !== undefined]).toEqual([
            value,
            validateSync(instance).length === 0,
          ]);
        }
  });

  it('leaves DTOs with nested objects and lists to class-validator', () => {
    expect(validateFast({ inner: '{}' }, Nested)).toBeUndefined();
    expect(validateFast({ names: 'a' }, Each)).toBeUndefined();
  });
});
