import { DatabaseUnavailableError } from './database-errors.js';

/** The version of all callers' permissions that a cached scope was derived from. Each change of permissions replaces it. */
export interface AuthEpoch {
  value: string;
  /** Whether a unit of work has found it current. */
  verified: boolean;
  /** Reads the caller's scope again and returns whether it has changed. Throws if the caller no longer has access. */
  refresh(): Promise<boolean>;
}

/** How often a unit of work runs if the caller's permissions change during each attempt. */
const MAX_ATTEMPTS = 5;

/** A unit of work ran with permissions that its caller no longer has. */
export class AuthEpochChangedError extends Error {}

/** Runs `act` again while the caller's permissions change during it. `onRetry` is called before each repetition. */
export async function retryOnAuthEpochChange<T>(act: () => Promise<T>, onRetry: () => void): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof AuthEpochChangedError)) throw error;
      if (attempt === MAX_ATTEMPTS) throw new DatabaseUnavailableError();
      onRetry();
    }
}

/** Compares with the epoch that a transaction has just read. Perhaps only other callers' permissions have changed. */
export async function assertCurrent(epoch: AuthEpoch | undefined, current: string): Promise<void> {
  if (!epoch) return;
  if (epoch.value !== current && (await epoch.refresh())) throw new AuthEpochChangedError();
  epoch.verified = true;
}
