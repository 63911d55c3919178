/** Maps rows as `pg` reads them to the bodies that the program returns. */

interface DomainRow {
  id: string;
  domain: string;
  organization_id: number;
  organization_name: string;
  type: string;
  status: string;
  sip_realm: string | null;
  registration_enabled: boolean;
  tls_enabled: boolean;
  created_at: Date;
  updated_at: Date;
  metadata: Record<string, unknown> | null;
}

export function domainBody(row: DomainRow): object {
  return {
    id: row.id,
    domain: row.domain,
    orgId: `org_${row.organization_id}`,
    orgName: row.organization_name,
    type: row.type,
    status: row.status,
    sipRealm: row.sip_realm ?? row.domain,
    registrationEnabled: row.registration_enabled,
    tlsEnabled: row.tls_enabled,
    createdAt: time(row.created_at),
    updatedAt: time(row.updated_at),
    ...(row.metadata && { metadata: row.metadata }),
  };
}

export function domainListBody(row: DomainRow): object {
  return {
    id: row.id,
    domain: row.domain,
    orgId: `org_${row.organization_id}`,
    orgName: row.organization_name,
    type: row.type,
    status: row.status,
    createdAt: time(row.created_at),
    updatedAt: time(row.updated_at),
  };
}

/** The response to a write, without the organization's name. */
export function writtenDomainBody(row: DomainRow): object {
  const { orgName: _, ...body } = domainBody(row) as { orgName: string };
  return body;
}

interface OrgIpRow {
  id: string;
  organization_id: number;
  organization_name: string;
  network: string;
  type: string;
  description: string | null;
  status: string;
  allowed_ports: number[] | null;
  protocols: string[] | null;
  shared: boolean;
  created_at: Date;
  updated_at: Date;
}

export function orgIpBody(row: OrgIpRow): object {
  const [ipAddress, cidr] = row.network.split('/');
  return {
    id: row.id,
    orgId: `org_${row.organization_id}`,
    orgName: row.organization_name,
    ipAddress,
    cidr: Number(cidr),
    type: row.type,
    ...(row.description !== null && { description: row.description }),
    status: row.status,
    ...(row.shared && { shared: true }),
    ...(row.allowed_ports && { allowedPorts: row.allowed_ports }),
    ...(row.protocols && { protocols: row.protocols }),
    createdAt: time(row.created_at),
    updatedAt: time(row.updated_at),
  };
}

interface OrganizationRow {
  id: number;
  name: string;
  ext_reference: string;
  class_id: number;
  type_id: number;
  country_id: number;
  status_id: number;
  effective_status_id: number;
  currency_id: number;
  monthly_cost_limit: number | null;
  verification_type_id: number | null;
  verification: string | null;
  relation_id: number | null;
  relation_type_id: number | null;
  parent_id: number | null;
  parent_name: string | null;
  created_at: Date;
  updated_at: Date;
}

/** Lookup values by table and id; they do not change while a server runs. */
export type Lookups = Record<string, Map<number, object>>;

export function organizationBody(row: OrganizationRow, lookups: Lookups): object {
  return {
    id: row.id,
    name: row.name,
    ext_reference: row.ext_reference,
    class: lookups.organization_classes!.get(row.class_id),
    type: lookups.organization_types!.get(row.type_id),
    country: lookups.countries!.get(row.country_id),
    status: lookups.organization_statuses!.get(row.status_id),
    effective_status: lookups.organization_statuses!.get(row.effective_status_id),
    ...(row.relation_id !== null && {
      relation: {
        id: row.relation_id,
        type: lookups.relation_types!.get(row.relation_type_id!),
        ...(row.parent_id !== null && { parent: { id: row.parent_id, name: row.parent_name } }),
      },
    }),
    ...(row.monthly_cost_limit !== null && { monthly_cost_limit: row.monthly_cost_limit }),
    currency: lookups.currencies!.get(row.currency_id),
    created: row.created_at.toISOString().replace('Z', '+0000'),
    updated: row.updated_at.toISOString().replace('Z', '+0000'),
    ...(row.verification_type_id !== null && {
      verification_type: lookups.verification_types!.get(row.verification_type_id),
    }),
    ...(row.verification !== null && { verification: row.verification }),
  };
}

function time(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
