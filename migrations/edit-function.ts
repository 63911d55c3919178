import type { QueryRunner } from 'typeorm';

/** Replaces a part of a function and keeps everything else, such as its owner and its rights. */
export async function editFunction(
  queryRunner: QueryRunner,
  name: string,
  before: string,
  after: string,
): Promise<void> {
  const [{ definition }] = (await queryRunner.query(`select pg_get_functiondef($1::regproc) as definition`, [
    name,
  ])) as [{ definition: string }];
  if (!definition.includes(before)) throw new Error(`${name} does not contain: ${before}`);
  await queryRunner.query(definition.replace(before, () => after));
}
