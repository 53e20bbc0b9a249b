import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { absoluteChartFolder } from '../../helpers/fleet/releases/chartFolder.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import { type KnownRun, knownRuns, WORLD_FILE } from '../../helpers/process/runs.ts';
import { families } from '../../scenarios/index.ts';
import type { Pair } from '../plan/pairs.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import type { RunHandle } from '../run/handle.ts';
import type { Prepared } from '../run/prepare.ts';
import type { ChosenReleases, FleetOptions } from '../run/releases.ts';
import { type ReleasePrint, releasePrints } from './releasePrint.ts';

/** A world that stays up after the run that made it, for further runs: plain data, which names secrets and holds none. */
export interface KeptWorld {
  schema: 1;
  /** The id of the run that made it: part of the name of all that it consists of. */
  id: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** Ids of the scenarios that it was made for, in the order in which they were laid out. */
  scenarios: string[];
  pairs: Pair[];
  /** What its Fleet was asked for by, and which it is: so its releases can be looked at again. */
  asked: FleetOptions;
  fleet: ChosenReleases['fleet'];
  supply: Prepared['supply'];
  /** By version: what the releases were that it was offered. */
  prints: Record<string, ReleasePrint>;
  /** As the run that made it had it. */
  handle: RunHandle;
}

/** What is kept of a prepared run. */
export function keptWorldOf(
  prepared: Prepared,
  { asked, startedAt }: { asked: FleetOptions; startedAt: number },
): KeptWorld {
  const { handle, scenarios, pairs, chosen, supply } = prepared;
  return {
    schema: 1,
    id: handle.runId,
    startedAt,
    scenarios: scenarios.map(({ id }) => id),
    pairs,
    asked: {
      fleet: asked.fleet,
      pair: asked.pair,
      charts: asked.charts.map(absoluteChartFolder),
    },
    fleet: chosen.fleet,
    supply,
    prints: releasePrints(chosen.releases),
    handle,
  };
}

/** The plan of a world's scenarios and pairs by what is declared now. A scenario that is no more is left out. */
export function planNow({ scenarios, pairs }: Pick<KeptWorld, 'scenarios' | 'pairs'>): Plan {
  const declared = families.flatMap(family => family.scenarios);
  return makePlan(
    scenarios.flatMap(wanted => declared.filter(({ id }) => id === wanted)),
    pairs,
  );
}

/** Writes a world's file into the private folder of the run that made it, which makes it one that is up. */
export function writeKeptWorld(world: KeptWorld): void {
  const file = join(world.handle.worldDir, WORLD_FILE);
  // Renamed into place: nobody finds half a world.
  writeFileSync(`${file}.draft`, `${JSON.stringify(world, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.draft`, file);
}

/** Whether the file by which a world is up is still there. */
export function isUp({ worldDir }: Pick<RunHandle, 'worldDir'>): boolean {
  return existsSync(join(worldDir, WORLD_FILE));
}

/**
 * The worlds that are up, the newest first. One that another version of this harness wrote is none that can be used.
 * @throws HarnessError `config` where one's file is not whole.
 */
export function keptWorlds(runsDir: string): KeptWorld[] {
  return knownRuns(runsDir)
    .flatMap(readKeptWorld)
    .toSorted((a, b) => b.startedAt - a.startedAt);
}

function readKeptWorld({ folder, kept }: KnownRun): KeptWorld[] {
  if (!kept) return [];
  const file = join(folder, WORLD_FILE);
  const world = parsedWorld(readFileSync(file, 'utf8'));
  if (world === undefined) {
    throw new HarnessError('config', {
      message: `${file}, by which a world is up, is not whole`,
      cure: 'Remove that world with `fleet-tls down`',
    });
  }
  return world.schema === 1 ? [world] : [];
}

/** What a world's file holds; undefined where that is none, of whatever schema version. */
export function parsedWorld(text: string): KeptWorld | undefined {
  try {
    const world: unknown = JSON.parse(text);
    const isWorld =
      typeof world === 'object' &&
      world !== null &&
      'schema' in world &&
      (world.schema !== 1 || hasAll(world));
    return isWorld ? (world as KeptWorld) : undefined;
  } catch {
    return undefined;
  }
}

function hasAll(world: object): boolean {
  const { id, startedAt, scenarios, pairs, ...parts } = world as Partial<Record<keyof KeptWorld, unknown>>;
  return (
    typeof id === 'string' &&
    typeof startedAt === 'number' &&
    Array.isArray(scenarios) &&
    Array.isArray(pairs) &&
    [parts.asked, parts.supply, parts.prints, parts.handle].every(
      part => typeof part === 'object' && part !== null,
    )
  );
}

/** The lock file of a world: it has room for one run at a time. */
export function lockOfWorld(worldFolder: string): string {
  return join(worldFolder, 'in-use.lock');
}
