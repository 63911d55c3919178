import { Platform, type Proxy } from './platform.js';
import { World } from './world.js';

/** What a suspension, a move or a revocation may take to reach the calls. */
export const WITHIN_MS = 1_000;

/** All that takes part. */
export interface Trial {
  platform: Platform;
  world: World;
  /** Asks the API for each call. */
  http: Proxy;
  /** The same, but lets calls through while the API does not answer. */
  open: Proxy;
  /** Decides by what it has loaded from the views. */
  sql: Proxy;
  /** Ids of the keys with which the API is asked. */
  keys: string[];
}

export async function prepare(platform: Platform): Promise<Trial> {
  await platform.start();
  await platform.makeLogin();
  const world = await World.create(platform.first);
  const keys: string[] = [];
  const asking = async (name: string): Promise<Record<string, string>> => {
    const { id, secret } = await platform.first.send<{ id: string; secret: string }>('POST', '/apikeys', {
      name,
      role: 'edge',
    });
    keys.push(id);
    // What is changed at one instance has to be true for who asks another.
    return { API_URL: platform.second.url, API_KEY: secret };
  };
  return {
    platform,
    world,
    http: await platform.startProxy('http', 'http', await asking('http')),
    open: await platform.startProxy('open', 'http', await asking('open'), ['-A', 'FAIL_OPEN']),
    sql: await platform.startProxy('sql', 'sql', { DB_URL: platform.databaseUrl('kamailio') }),
    keys,
  };
}
