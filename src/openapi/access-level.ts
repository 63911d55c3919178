/** Who may use an operation, as OpenAPI shows it in `x-access-level`. */
export type AccessLevel = 'public' | 'admin' | 'tenant-read' | 'tenant-manage' | 'tenant-write' | 'edge';
