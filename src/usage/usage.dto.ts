import { voipTime } from '../http/times.js';
import { ApiTime, IsInteger } from '../http/validators.js';
import type { UsageStats } from './usage.js';

/** What came through a domain or an IP, as `/routing` has counted it. */
export class UsageDto {
  /**
   * When a call was last let through by it (ISO 8601, UTC), some seconds late; left out where none ever was
   * @example "2024-01-20T12:00:00Z"
   */
  @ApiTime()
  lastSeenAt?: string;

  /**
   * How many were in the last 24 hours; left out where none ever was
   * @example 1024
   */
  @IsInteger()
  requestsLast24h?: number;

  static of(traffic: UsageStats | null | undefined): UsageDto {
    return traffic ? { lastSeenAt: voipTime(traffic.seen), requestsLast24h: traffic.requests } : {};
  }
}

/** Its fields, for what is not about traffic. */
export const usageFields = ['lastSeenAt', 'requestsLast24h'] as const;
