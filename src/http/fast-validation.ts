import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, type ValidatorConstraintInterface } from 'class-validator';
import { isStorableText } from './storable-text.js';

/** The validation of one property: if all conditions apply, all checks must pass. */
interface FastProperty {
  conditions: ((object: object, value: unknown) => boolean)[];
  checks: { constraint: ValidatorConstraintInterface; constraints: unknown[] }[];
}

type Class = new () => object;

/** The properties of each DTO. Null marks a DTO that only class-validator itself can validate. */
const fastProperties = new WeakMap<Class, Map<string, FastProperty> | null>();

/**
 * Validates path or query parameters and returns an instance of their DTO. Returns undefined if a parameter is invalid or
 * the DTO has rules that this function does not know: then class-validator decides. Both run the same constraints, but
 * class-validator searches them and prepares error messages anew for each object, which takes as long as a database query.
 */
export function validateFast(value: unknown, metatype: unknown): object | undefined {
  if (typeof metatype !== 'function' || typeof value !== 'object' || value === null) return undefined;
  const properties = propertiesOf(metatype as Class);
  if (!properties) return undefined;
  for (const [name, text] of Object.entries(value))
    if (!properties.has(name) || typeof text !== 'string' || !isStorableText(text)) return undefined;
  const instance = plainToInstance(metatype as Class, value);
  const targetName = metatype.name;
  for (const [property, { conditions, checks }] of properties) {
    const propertyValue = (instance as Record<string, unknown>)[property];
    if (!conditions.every((applies) => applies(instance, propertyValue))) continue;
    for (const { constraint, constraints } of checks)
      if (
        constraint.validate(propertyValue, {
          value: propertyValue,
          constraints,
          targetName,
          object: instance,
          property,
        }) !== true
      )
        return undefined;
  }
  return instance;
}

function propertiesOf(metatype: Class): Map<string, FastProperty> | null {
  let properties = fastProperties.get(metatype);
  if (properties === undefined) fastProperties.set(metatype, (properties = readProperties(metatype)));
  return properties;
}

function readProperties(metatype: Class): Map<string, FastProperty> | null {
  const storage = getMetadataStorage();
  const properties = new Map<string, FastProperty>();
  for (const metadata of storage.getTargetValidationMetadatas(metatype, '', false, false)) {
    const { propertyName, type, constraintCls, constraints } = metadata;
    const property = properties.get(propertyName) ?? { conditions: [], checks: [] };
    properties.set(propertyName, property);
    if (type === 'conditionalValidation')
      property.conditions.push(constraints[0] as FastProperty['conditions'][number]);
    else if (type === 'customValidation' && !metadata.each)
      for (const { instance, async } of storage.getTargetValidatorConstraints(constraintCls)) {
        if (async) return null;
        property.checks.push({ constraint: instance, constraints: constraints as unknown[] });
      }
    else return null;
  }
  return properties.size > 0 ? properties : null;
}

const freeFormByDto = new WeakMap<object, ReadonlySet<string>>();

/** The fields of a DTO that `IsFreeForm` marks. */
export function freeFormFields(metatype: unknown): ReadonlySet<string> {
  if (typeof metatype !== 'function') return new Set();
  let fields = freeFormByDto.get(metatype);
  if (!fields) freeFormByDto.set(metatype, (fields = findFreeForm(metatype as Class)));
  return fields;
}

function findFreeForm(metatype: Class): ReadonlySet<string> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(metatype, '', false, false);
  const freeForm = rules.filter(({ context }) => (context as { freeForm?: true } | undefined)?.freeForm);
  return new Set(freeForm.map(({ propertyName }) => propertyName));
}
