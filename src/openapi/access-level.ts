/** Who may use an operation: the value of `x-access-level` in the OpenAPI document. */
export type AccessLevel =
  'public' | 'admin' | 'tenant-read' | 'tenant-manage' | 'tenant-write' | 'edge' | 'rating';
