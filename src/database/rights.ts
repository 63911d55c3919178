import { ApiError } from '../http/api-error.js';
import { unavailable } from '../http/failures.js';

/** The state of everybody's rights at some moment. */
export interface Rights {
  version: string;
  /** A unit of work has found them to be those of now. */
  confirmed: boolean;
  /** Gives the caller the rights of now and says whether they are others; throws where none are left to go on. */
  renew(): Promise<boolean>;
}

/** How often something is done whose caller's rights change meanwhile, each time. */
const ATTEMPTS = 5;

/** What was done was done by rights that its caller does not have any more. */
export class RightsHaveChanged extends Error {}

/** Does something again for as long as its caller's rights change meanwhile; `again` hears of each time. */
export async function byRightsOfNow<T>(act: () => Promise<T>, again: () => void): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof RightsHaveChanged)) throw error;
      if (attempt === ATTEMPTS) throw new ApiError(unavailable);
      again();
    }
}

/** `version`: of everybody's rights, as a transaction has just read it. Whose were changed may well not be the caller's. */
export async function confirm(rights: Rights | undefined, version: string): Promise<void> {
  if (!rights) return;
  if (rights.version !== version && (await rights.renew())) throw new RightsHaveChanged();
  rights.confirmed = true;
}
