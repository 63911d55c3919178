import { join } from 'node:path';
import { loadClasses } from './load-classes.js';

/** The classes of all files in `migrations/`, in the order of the timestamps in the file names. */
export const migrations = await loadClasses(
  join(import.meta.dirname, '../../migrations'),
  /^\d+-[a-z0-9-]+\.js$/,
);
