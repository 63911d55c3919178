import { DatabaseUnavailableError } from './database-errors.js';

/** The state of everybody's rights at some moment. */
export interface AuthEpoch {
  value: string;
  /** A unit of work has found them to be those of now. */
  verified: boolean;
  /** Gives the caller the rights of now and says whether they are others; throws where none are left to go on. */
  refresh(): Promise<boolean>;
}

/** How often something is done whose caller's rights change meanwhile, each time. */
const MAX_ATTEMPTS = 5;

/** What was done was done by rights that its caller does not have any more. */
export class AuthEpochChangedError extends Error {}

/** Does something again for as long as its caller's rights change meanwhile; `again` hears of each time. */
export async function retryOnAuthEpochChange<T>(act: () => Promise<T>, again: () => void): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof AuthEpochChangedError)) throw error;
      if (attempt === MAX_ATTEMPTS) throw new DatabaseUnavailableError();
      again();
    }
}

/** `version`: of everybody's rights, as a transaction has just read it. Whose were changed may well not be the caller's. */
export async function assertCurrent(epoch: AuthEpoch | undefined, current: string): Promise<void> {
  if (!epoch) return;
  if (epoch.value !== current && (await epoch.refresh())) throw new AuthEpochChangedError();
  epoch.verified = true;
}
