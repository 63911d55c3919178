import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, type ValidatorConstraintInterface } from 'class-validator';
import { isStorableText } from './storable-text.js';

/** What has to hold of a property, one after the other; null where it takes more than that to tell. */
interface FastProperty {
  conditions: ((object: object, value: unknown) => boolean)[];
  checks: { constraint: ValidatorConstraintInterface; constraints: unknown[] }[];
}

type Class = new () => object;

const fastProperties = new WeakMap<Class, Map<string, FastProperty> | null>();

/**
 * What a path or a query says as an instance of its DTO, if all of it is in order and that can be told by looking at each
 * property once; undefined where it cannot, or is not. It asks the same constraints as class-validator, which looks for
 * them and prepares its complaints anew for each object, at the cost of a database query.
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
    const part = (instance as Record<string, unknown>)[property];
    if (!conditions.every((applies) => applies(instance, part))) continue;
    for (const { constraint, constraints } of checks)
      if (
        constraint.validate(part, { value: part, constraints, targetName, object: instance, property }) !==
        true
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
