// @ts-check
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The user's cache folder of this harness: FLEET_TLS_CACHE, else below XDG_CACHE_HOME, else below ~/.cache.
 * @param {NodeJS.ProcessEnv} env
 */
export function cacheFolder(env = process.env) {
  if (env.FLEET_TLS_CACHE) return env.FLEET_TLS_CACHE;
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'fleet-tls-e2e');
}
