export const roles = ['admin', 'manager', 'viewer', 'edge'] as const;
export type Role = (typeof roles)[number];

/** Who calls, and what of the forest is there for them. */
export interface Principal {
  /** The `sub` of the token. */
  subject: string;
  role: Role;
  /** The organization that the caller belongs to; null for a platform admin. */
  organizationId: number | null;
  /** Path of the subtree that exists for the caller; null for all of it. */
  scope: string | null;
  /** The organization, or one above it, is suspended: reading only. */
  suspended: boolean;
}
