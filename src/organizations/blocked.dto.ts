import { ApiProperty } from '@nestjs/swagger';
import { ApiTime, IsInteger } from '../http/validators.js';

export const blockReasons = ['cost_limit', 'credit_limit'] as const;
export type BlockReason = (typeof blockReasons)[number];

export class OrganizationNameDto {
  /**
   * Id of the organization
   * @example 1
   */
  @IsInteger()
  id: number;

  /**
   * Name of the organization
   * @example "Example Telecom"
   */
  name: string;
}

/** Why the traffic of an organization is refused although it is not suspended. */
export class BlockedDto {
  /**
   * `cost_limit` (the monthly cost limit) or `credit_limit` (the credit limit of the billing profile)
   * @example "cost_limit"
   */
  @ApiProperty({ type: String, enum: blockReasons })
  reason: BlockReason;

  /**
   * Since when (ISO 8601, UTC)
   * @example "2026-11-20T09:15:00.123Z"
   */
  @ApiTime()
  since: string;

  /** Organization whose limit it is; absent if it is outside the caller's subtree */
  by?: OrganizationNameDto;
}

/** A block as `effective_block` returns it. */
export interface EffectiveBlock {
  /** The reason. */
  id: BlockReason;
  since: Date;
}

/** `blocker`: the organization whose limit it is, if the caller sees it. */
export function toBlocked(
  { id: reason, since }: EffectiveBlock,
  blocker: { id: number; name: string } | null | undefined,
): BlockedDto {
  return {
    reason,
    since: since.toISOString(),
    ...(blocker && { by: { id: blocker.id, name: blocker.name } }),
  };
}
