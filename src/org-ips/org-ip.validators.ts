import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy, type ValidationArguments } from 'class-validator';
import { requestContext } from '../http/request-context.js';
import { networkAddress, parseAddress } from './address.js';
import { ipVersion, parseNetwork } from './network.js';

/** Characters in the longest IPv6 address without an embedded IPv4 address. */
const MAX_ADDRESS_LENGTH = 39;
/** Characters in the longest IPv6 address with an embedded IPv4 address. */
const MAX_EMBEDDED_LENGTH = 45;

interface Network {
  ipAddress?: unknown;
  cidr?: unknown;
}

/**
 * One of the two fields that form a network. Both are checked together, and each error names the field that causes it.
 * An update with `cidr` alone is checked later, against the stored address.
 */
export function IsPartOfNetwork(field: keyof Network): PropertyDecorator {
  const errorOf = ({ ipAddress, cidr }: Network): string | undefined => {
    if (typeof ipAddress !== 'string')
      return field === 'ipAddress' ? 'must be an IPv4 or IPv6 address' : undefined;
    const parsed = parseNetwork(
      ipAddress,
      Number.isInteger(cidr) ? (cidr as number) : undefined,
      requestContext.getStore()?.environment.allowLoopbackIps,
    );
    return 'fieldErrors' in parsed
      ? parsed.fieldErrors.find((error) => error.field === field)?.message
      : undefined;
  };
  const network = (validation?: ValidationArguments): Network => validation?.object ?? {};
  return applyDecorators(
    ValidateBy({
      name: 'isPartOfNetwork',
      validator: {
        validate: (_, validation) => errorOf(network(validation)) === undefined,
        defaultMessage: (validation) => errorOf(network(validation)) ?? '',
      },
    }),
    ...(field === 'ipAddress' ? [ApiProperty({ type: String, maxLength: MAX_ADDRESS_LENGTH })] : []),
  );
}

/**
 * An address to look up, in any spelling; converts it to the one that networks are stored in. An IPv4-mapped IPv6 address
 * becomes the IPv4 address.
 */
export function IsIpAddress(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => {
      const address = typeof value === 'string' ? parseAddress(value) : undefined;
      return address === undefined ? value : networkAddress(address);
    }),
    ValidateBy({
      name: 'isIpAddress',
      validator: {
        validate: (value) => typeof value === 'string' && ipVersion(value) !== undefined,
        defaultMessage: () => 'must be an IPv4 or IPv6 address',
      },
    }),
    ApiProperty({ type: String, maxLength: MAX_EMBEDDED_LENGTH }),
  );
}

/** An array of TCP or UDP ports. */
export function IsPort(): PropertyDecorator {
  const port = { min: 1, max: 65_535 };
  return applyDecorators(
    ValidateBy(
      {
        name: 'isPort',
        validator: {
          validate: (value) => Number.isInteger(value) && value >= port.min && value <= port.max,
          defaultMessage: () => `must contain only integers from ${port.min} to ${port.max}`,
        },
      },
      { each: true },
    ),
    ApiProperty({ type: 'array', items: { type: 'integer', minimum: port.min, maximum: port.max } }),
  );
}
