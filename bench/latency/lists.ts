/** A list with every sort and every filter that it offers. */
export interface List {
  path: string;
  /** Query parameters; `{…}` stands for a value from the data. */
  variants: string[];
}

export const lists: List[] = [
  {
    path: '/domains',
    variants: [
      '',
      ...['-createdAt', 'updatedAt', '-updatedAt', 'domain', '-domain', 'id', '-id', '-createdAt,id'].map(
        (sort) => `&sort=${sort}`,
      ),
      ...['type=alias', 'type=primary', 'status=active', 'status=inactive', 'status=suspended'].map(
        (filter) => `&${filter}`,
      ),
      '&orgId={owner}',
      '&domain={name}',
      '&status=suspended&sort=domain',
      '&type=alias&status=inactive&sort=-updatedAt',
    ],
  },
  {
    path: '/orgips/index',
    variants: [
      '',
      ...['-createdAt', 'updatedAt', '-updatedAt', 'id', '-id'].map((sort) => `&sort=${sort}`),
      ...['type=media', 'type=both', 'status=active', 'status=inactive'].map((filter) => `&${filter}`),
      '&orgId={owner}',
      '&ipAddress={address}',
    ],
  },
  {
    path: '/organizations',
    variants: [
      '',
      ...['-id', 'name', '-name', 'created', '-created', 'updated', '-updated', 'ext_reference'].map(
        (sort) => `&sort=${sort}`,
      ),
      ...['status=0', 'status=1', 'type=4', 'type=0', 'class=1', 'country=74'].map((filter) => `&${filter}`),
      '&name={organizationName}',
      '&ext_reference={reference}',
    ],
  },
];
