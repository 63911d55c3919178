import type { EntityManager } from 'typeorm';

/** A statement and the values of its parameters. */
export type Statement = readonly [text: string, values?: unknown[]];

/**
 * Sends the statements in the order given and then runs `last`, without waiting for answers in between: PostgreSQL runs
 * what arrives on one connection in the order of its arrival. Resolves to what `last` returns when all have been answered.
 *
 * Everything before `last` is plain SQL because `query` sends it at once. A method of TypeORM may send its statement later.
 */
export async function sendInOrder<T>(
  manager: EntityManager,
  statements: readonly Statement[],
  last: () => Promise<T>,
): Promise<T> {
  const sent = statements.map(([text, values]) => manager.query(text, values));
  const [result] = await Promise.all([last(), ...sent]);
  return result;
}
