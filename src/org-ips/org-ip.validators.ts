import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy, type ValidationArguments } from 'class-validator';
import { requestContext } from '../http/request.js';
import { ipVersion, parseNetwork } from './network.js';

/** Characters of the longest IPv6 address in colon-hexadecimal form. */
const MAX_ADDRESS_LENGTH = 39;

interface Network {
  ipAddress?: unknown;
  cidr?: unknown;
}

/**
 * One of the two fields that make a network, checked together with the other, so that each is blamed for its own
 * fault. A `cidr` alone, in an update, can be judged only with the address that is stored.
 */
export function IsPartOfNetwork(field: keyof Network): PropertyDecorator {
  const faultOf = ({ ipAddress, cidr }: Network): string | undefined => {
    if (typeof ipAddress !== 'string')
      return field === 'ipAddress' ? 'must be an IPv4 or IPv6 address' : undefined;
    const parsed = parseNetwork(
      ipAddress,
      Number.isInteger(cidr) ? (cidr as number) : undefined,
      requestContext.getStore()?.environment.allowLoopbackIps,
    );
    return 'faults' in parsed ? parsed.faults.find((fault) => fault.field === field)?.message : undefined;
  };
  const network = (validation?: ValidationArguments): Network => validation?.object ?? {};
  return applyDecorators(
    ValidateBy({
      name: 'isPartOfNetwork',
      validator: {
        validate: (_, validation) => faultOf(network(validation)) === undefined,
        defaultMessage: (validation) => faultOf(network(validation)) ?? '',
      },
    }),
    ...(field === 'ipAddress' ? [ApiProperty({ type: String, maxLength: MAX_ADDRESS_LENGTH })] : []),
  );
}

export function IsIpAddress(): PropertyDecorator {
  return applyDecorators(
    ValidateBy({
      name: 'isIpAddress',
      validator: {
        validate: (value) => typeof value === 'string' && ipVersion(value) !== undefined,
        defaultMessage: () => 'must be an IPv4 or IPv6 address',
      },
    }),
    ApiProperty({ type: String, maxLength: MAX_ADDRESS_LENGTH }),
  );
}

/** TCP and UDP ports, in an array. */
export function IsPort(): PropertyDecorator {
  const port = { min: 1, max: 65_535 };
  return applyDecorators(
    ValidateBy(
      {
        name: 'isPort',
        validator: {
          validate: (value) => Number.isInteger(value) && value >= port.min && value <= port.max,
          defaultMessage: () => `must hold whole numbers from ${port.min} to ${port.max}`,
        },
      },
      { each: true },
    ),
    ApiProperty({ type: 'array', items: { type: 'integer', minimum: port.min, maximum: port.max } }),
  );
}
