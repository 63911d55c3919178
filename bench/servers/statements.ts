/**
 * The statements of the reference servers: one hand-written, prepared statement for each kind of request, without
 * isolation between tenants.
 */
export interface Statement {
  name: string;
  text: string;
}

export const getDomain: Statement = {
  name: 'domain',
  text: `select d.id, d.domain, d.organization_id, o.name as organization_name, d.type, d.status, d.sip_realm,
                d.registration_enabled, d.tls_enabled, d.created_at, d.updated_at, d.metadata
           from domains d join organizations o on o.id = d.organization_id
          where d.id = $1 and o.deleted_at is null`,
};

export const getOrgIp: Statement = {
  name: 'org_ip',
  text: `select i.id, i.organization_id, o.name as organization_name, i.network, i.type, i.description, i.status,
                i.allowed_ports, i.protocols, i.shared, i.created_at, i.updated_at
           from org_ips i join organizations o on o.id = i.organization_id
          where i.id = $1 and o.deleted_at is null`,
};

export const getOrganization: Statement = {
  name: 'organization',
  text: `select o.id, o.name, o.ext_reference, o.class_id, o.type_id, o.country_id, o.status_id, o.currency_id,
                o.monthly_cost_limit, o.verification_type_id, o.verification, o.relation_id, o.relation_type_id,
                o.created_at, o.updated_at, parent.id as parent_id, parent.name as parent_name,
                (select max(status_id) from organizations where id = any (path_ids(o.path))) as effective_status_id
           from organizations o left join organizations parent on parent.id = o.parent_id
          where o.id = $1 and o.deleted_at is null`,
};

const filters = {
  orgId: 'd.organization_id',
  type: 'd.type',
  status: 'd.status',
  domain: 'd.domain',
} as const;
const sorts: Record<string, string> = {
  createdAt: 'd.created_at',
  updatedAt: 'd.updated_at',
  domain: 'd.domain',
  id: 'd.id',
};

const lists = new Map<string, Statement>();

/**
 * The statement for a list of the domains below `path` with these parameters, and its values. Within a subtree it finds the
 * keys first, as the program does: a plain join takes ten times as long there.
 */
export function listDomains(
  query: URLSearchParams,
  path?: string,
): { statement: Statement; values: unknown[] } {
  const names = Object.keys(filters).filter((name) => query.has(name)) as (keyof typeof filters)[];
  const sort = query.get('sort') ?? 'createdAt';
  const shape = `domains ${names.join(',')} ${sort}${path === undefined ? '' : ' below'}`;
  let statement = lists.get(shape);
  if (!statement) {
    const direction = sort.startsWith('-') ? ' desc' : '';
    const column = sorts[sort.replace('-', '')]!;
    const conditions = names.map((name, index) => ` and ${filters[name]} = $${index + 2}`).join('');
    const order = `order by ${column === 'd.id' ? '' : `${column}${direction}, `}d.id${direction}`;
    const top = `$${names.length + 2}`;
    const rows =
      path === undefined
        ? `o.deleted_at is null${conditions} ${order} limit $1`
        : `d.id = any (array(select d.id from domains d where d.path >= ${top} and d.path < path_end(${top})${conditions}
                             ${order} limit $1)) ${order}`;
    statement = {
      name: shape,
      text: `select d.id, d.domain, d.organization_id, o.name as organization_name, d.type, d.status,
                    d.created_at, d.updated_at
               from domains d join organizations o on o.id = d.organization_id
              where ${rows}`,
    };
    lists.set(shape, statement);
  }
  const values = names.map((name) => {
    const value = query.get(name)!;
    return name === 'orgId' ? Number(value.replace('org_', '')) : value;
  });
  const top = path === undefined ? [] : [path];
  return { statement, values: [Number(query.get('limit') ?? 50), ...values, ...top] };
}
