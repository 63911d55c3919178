import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsEmail,
  IsIn,
  IsInt,
  Matches,
  Max,
  MaxLength,
  Min,
  validateSync,
} from 'class-validator';
import { firstBrokenRule } from './broken-rule.js';

class Example {
  @IsArray()
  @ArrayUnique()
  @ArrayMaxSize(2)
  @IsIn(['a', 'b', 'c'], { each: true })
  list: unknown = [];

  @IsEmail()
  @MaxLength(20)
  email: unknown = 'a@example.org';

  @IsInt()
  @Min(1)
  @Max(9)
  number: unknown = 5;

  @IsIn(['US', 'DE', 'us'])
  @Matches(/^[A-Z]*$/)
  code: unknown = 'DE';
}

describe('the rule that an invalid value is told about', () => {
  it.each([
    ['list', 5, 'isArray'],
    ['list', 'a', 'isArray'],
    ['list', ['x', 'x', 'x'], 'arrayMaxSize'],
    ['list', ['x', 'x'], 'isIn'],
    ['list', ['a', 'a'], 'arrayUnique'],
    ['email', 5, 'isEmail'],
    ['email', ['x'], 'isEmail'],
    ['email', 'x', 'isEmail'],
    ['email', 'x'.repeat(21), 'maxLength'],
    ['number', '5', 'isInt'],
    ['number', 0.5, 'isInt'],
    ['number', 0, 'min'],
    ['number', 10, 'max'],
    ['code', 5, 'isIn'],
    ['code', 'fr', 'isIn'],
    ['code', 'us', 'matches'],
  ])('%s: %j breaks %s', (property, value, rule) => {
    const [error] = validateSync(Object.assign(new Example(), { [property]: value }));
    expect(firstBrokenRule(error!.constraints!, value)?.[0]).toBe(rule);
  });

  it('does not exist for a value that breaks none', () => {
    expect(firstBrokenRule({}, 5)).toBeUndefined();
  });
});
