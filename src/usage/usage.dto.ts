import { isInt, min } from 'class-validator';
import { parseTime, voipTime } from '../http/times.js';
import { ApiTime, IsInteger } from '../http/validators.js';
import type { UsageStats } from './usage.js';

/** Usage of a domain or an IP by calls that `/routing` allowed. */
export class UsageDto {
  /**
   * When a call last used it (ISO 8601, UTC), accurate to some seconds; absent if no call ever did
   * @example "2024-01-20T12:00:00Z"
   */
  @ApiTime()
  lastSeenAt?: string;

  /**
   * Number of calls in the last 24 hours; absent if no call ever used it
   * @example 1024
   */
  @IsInteger()
  requestsLast24h?: number;

  static of(usage: UsageStats | null | undefined): UsageDto {
    return usage ? { lastSeenAt: voipTime(usage.seen), requestsLast24h: usage.requests } : {};
  }
}

/** The fields above, for DTOs that leave them out. */
export const usageFields = ['lastSeenAt', 'requestsLast24h'] as const;

/**
 * The usage with which the usage in a body is compared. Calls change it all the time, so a body may have that of an earlier
 * response: a call that was not after the last one, and any number of calls.
 */
export async function readUsage(
  body: object,
  read: () => Promise<{ usage?: UsageStats | null } | null>,
): Promise<UsageDto> {
  const { lastSeenAt, requestsLast24h } = body as Partial<UsageDto>;
  if (lastSeenAt === undefined && requestsLast24h === undefined) return {};
  const usage = UsageDto.of((await read())?.usage);
  const sent = typeof lastSeenAt === 'string' ? parseTime(lastSeenAt) : undefined;
  const isEarlier = sent !== undefined && Date.parse(sent) <= Date.parse(String(usage.lastSeenAt));
  if (usage.lastSeenAt !== undefined && isEarlier) usage.lastSeenAt = lastSeenAt;
  if (usage.requestsLast24h !== undefined && isInt(requestsLast24h) && min(requestsLast24h, 0))
    usage.requestsLast24h = requestsLast24h;
  return usage;
}
