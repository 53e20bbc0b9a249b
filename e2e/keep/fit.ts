import { isDeepStrictEqual } from 'node:util';
import { versionName } from '../../helpers/fleet/version.ts';
import type { PartOfPlan } from '../plan/part.ts';
import type { Plan } from '../plan/plan.ts';
import type { KeptWorld } from './keptWorld.ts';
import { listed } from './listed.ts';
import { differenceOf, type ReleasePrint } from './releasePrint.ts';

/** What a run wants of a world. What is absent was not asked for: it is then as the world has it. */
export interface WorldRequest {
  /** Ids of scenarios. */
  scenarios?: readonly string[];
  /** Roles of pairs: `old`, `new`, `skew`. */
  roles?: readonly string[];
  /** Ids of pairs. */
  pairs?: readonly string[];
  fleet?: string;
  supply?: string;
}

/** What is there now. */
export interface WorldNow {
  /** Milliseconds since the epoch. */
  at: number;
  /** Names of the containers that run; why they cannot be known, where no daemon answers. */
  running: { names: readonly string[] } | { unknown: string };
  /** The plan of the world's scenarios and pairs, as they are declared now. */
  plan: Plan;
  /** By version: the releases, where they can have become others. */
  prints: Readonly<Record<string, ReleasePrint>>;
}

/**
 * Which part of the world is to be played in, and what of its releases is another by now, in words; or why it is not the
 * world that is wanted.
 */
export type Fit = { part: PartOfPlan; changed: string[] } | { why: string };

/** The server certificates of a world are good for 30 days, and one that is not good yet is meant to stay so. */
const OLDEST_MS = 29 * 24 * 3_600_000;

/** Holds a world that is up against what is wanted of it and what is there now. */
export function fitOf(world: KeptWorld, request: WorldRequest, now: WorldNow): Fit {
  const why =
    whyNotRunning(world, now) ??
    whyNotMeant(world, request) ??
    whyNotPaired(world, request) ??
    whyChanged(world, now);
  if (why !== undefined) return { why };
  const { scenarios = world.scenarios } = request;
  return { part: { pairs: wantedPairs(world, request), scenarios }, changed: changesOf(world, now) };
}

/** All containers that a world consists of. */
export function containersOf({ handle }: Pick<KeptWorld, 'handle'>): string[] {
  const { upstreams, downstreams, edges, registry, git } = handle;
  return [
    ...[...Object.values(upstreams), ...Object.values(downstreams)].map(({ node }) => node),
    ...Object.values(edges).map(({ container }) => container),
    ...(registry === undefined ? [] : [registry]),
    ...(git === undefined ? [] : [git]),
  ];
}

function whyNotRunning(world: KeptWorld, { at, running }: WorldNow): string | undefined {
  if ('unknown' in running) return `no Docker daemon answers (${running.unknown})`;
  const stopped = containersOf(world).find(name => !running.names.includes(name));
  if (stopped !== undefined) return `its container ${stopped} does not run any more`;
  if (at - world.startedAt > OLDEST_MS) return 'it is 29 days old, and its certificates end';
  return undefined;
}

function whyNotMeant(world: KeptWorld, request: WorldRequest): string | undefined {
  const { scenarios = [], fleet = world.fleet, supply = world.supply.strategy } = request;
  const lacking = scenarios.filter(id => !world.scenarios.includes(id));
  if (lacking.length > 0) return `it was not made for ${listed(lacking)}`;
  if (fleet !== world.fleet) return `its Fleet is ${FLEETS[world.fleet]}`;
  if (supply !== world.supply.strategy) return `its supply is ${world.supply.strategy}`;
  return undefined;
}

const FLEETS: Record<KeptWorld['fleet'], string> = {
  local: 'that of given charts',
  registry: 'a published one',
  standin: 'the stand-in',
};

function whyNotPaired(world: KeptWorld, { roles, pairs }: WorldRequest): string | undefined {
  const has = world.pairs.map(({ id }) => id);
  const isRole = (wanted: string) => world.pairs.some(({ role }) => role === wanted);
  const lacking = pairs?.filter(id => !has.includes(id)) ?? roles?.filter(role => !isRole(role)) ?? [];
  return lacking.length === 0 ? undefined : `it has no pair ${listed(lacking)}, but ${has.join(', ')}`;
}

function wantedPairs(world: KeptWorld, { roles, pairs }: WorldRequest): string[] {
  return world.pairs
    .filter(({ id, role }) => pairs?.includes(id) ?? roles?.includes(role) ?? true)
    .map(({ id }) => id);
}

function whyChanged(world: KeptWorld, now: WorldNow): string | undefined {
  const unknown = Object.keys(now.prints).find(version => world.prints[version] === undefined);
  if (unknown !== undefined) return `it has no release ${versionName(unknown)}`;
  const [change] = changesOf(world, now);
  // It came up with the installation, and is not surely replaced with it.
  if (change !== undefined && world.handle.plan.pairs.some(({ serves }) => serves.local))
    return `${change}, and the upstream's own agent would stay what it was`;
  return isDeepStrictEqual(plainData(now.plan), plainData(world.handle.plan))
    ? undefined
    : 'its scenarios are declared otherwise by now';
}

function changesOf(world: KeptWorld, { prints }: WorldNow): string[] {
  return Object.entries(prints).flatMap(([version, now]) => {
    const then = world.prints[version];
    const difference = then && differenceOf(then, now);
    return difference === undefined
      ? []
      : [`release ${versionName(version)} is another by now: ${difference}`];
  });
}

/** As it comes back from a file. */
function plainData(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
