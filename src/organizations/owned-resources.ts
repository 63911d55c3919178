import type { EntityManager } from 'typeorm';
import type { LookupsService } from '../lookups/lookups.service.js';

/** Names of organizations, by id; an organization outside the reader's scope has no entry. */
export type OrganizationNames = ReadonlyMap<number, string>;

/** How the history shows a kind of resource. */
export interface ResourceHistory<T extends object> {
  /** Kind of resource in `GET /audit`: the resource type given to `register_tenant_table`. */
  type: string;
  entity: new () => T;
  /** The resource as responses to its writes show it. */
  show(resource: T, names: OrganizationNames, lookups: LookupsService): object;
  /**
   * Tenants who read the entries, inside their subtree: all of them (default), managers only, or managers and the viewers of
   * the organization that owns the resource.
   */
  readers?: 'managers' | 'own-organization';
}

/** The ids on a path, from the root down to the organization itself: `/1/12/` → [1, 12]. */
export function idsOnPath(path: string): number[] {
  return path.split('/').filter(Boolean).map(Number);
}

/** A subtree that has just moved to another place. */
export interface Move {
  /** Ids of the ancestors before the move, from the root down. */
  before: number[];
  /** Ids of the ancestors now, from the root down. */
  after: number[];
  /** Path of the moved organization now. */
  path: string;
}

/** What a feature owns on behalf of organizations. */
export interface OwnedResource {
  /** Plural name in responses, for example `domains`. */
  name: string;
  table: string;
  /** An organization that has such rows is deleted only with `force=true`. */
  blocksDeletion?: boolean;
  /** The preview of a move counts these rows, in the field `name`. */
  countedInMove?: boolean;
  /** For resources that descendants inherit: a field of the preview of a move, with the number of affected organizations. */
  inheritance?: { field: string; countChanges(manager: EntityManager, move: Move): Promise<number> };
}

const resources = new Map<string, OwnedResource>();
const histories = new Map<string, ResourceHistory<object>>();

/**
 * The kinds of resources in the history, in alphabetical order. The array grows while features load, so that decorators that
 * keep it see all kinds, whatever the order in which modules load.
 */
export const resourceTypes: string[] = [];

/** Each feature with a tenant table calls this in its module. Organizations and the history never name a feature. */
export function registerOwnedResource<T extends object>(
  resource: OwnedResource & { history: ResourceHistory<T> },
): void {
  const { history, ...owned } = resource;
  if (resources.has(owned.name)) throw new Error(`The resource ${owned.name} is registered twice`);
  resources.set(owned.name, owned);
  registerHistory(history);
}

/** For a resource that is not owned by an organization: organizations themselves. */
export function registerHistory<T extends object>(history: ResourceHistory<T>): void {
  if (histories.has(history.type)) throw new Error(`The history of ${history.type} is registered twice`);
  histories.set(history.type, history);
  resourceTypes.push(history.type);
  resourceTypes.sort();
}

/** All registered resources, in alphabetical order. */
export function ownedResources(): OwnedResource[] {
  return [...resources.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** How the history shows each kind of resource, by its type. */
export function resourceHistories(): ReadonlyMap<string, ResourceHistory<object>> {
  return histories;
}
