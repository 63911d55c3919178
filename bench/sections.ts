/** The sections, in the order of measurement. */
export const sections = [
  'startup',
  'get',
  'list',
  'write',
  'latency',
  'database',
  'move',
  'charges',
  'workers',
  'index',
  'routing',
] as const;
export type Section = (typeof sections)[number];
