export function expect(what: string, holds: boolean): asserts holds {
  if (!holds) throw new Error(`${what}: does not hold`);
}
