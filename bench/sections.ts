/** What can be measured apart from the rest, in the order in which it is. */
export const sections = [
  'startup',
  'get',
  'list',
  'write',
  'latency',
  'database',
  'move',
  'workers',
  'routing',
] as const;
export type Section = (typeof sections)[number];
