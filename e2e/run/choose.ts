import { newerThanKnown } from '../../helpers/fleet/adapters/choose.ts';
import { ensureDocker } from '../../helpers/supply/docker/ensure.ts';
import { chooseSupply, type Supply } from '../../helpers/supply/supply.ts';
import type { RunOptions } from '../options.ts';
import { choosePairs, type Pair } from '../plan/pairs.ts';
import type { OpenRun } from './open.ts';
import { type ChosenReleases, chooseReleases } from './releases.ts';

/** What a run is made of. */
export interface Choice {
  supply: Supply;
  /** What the pairs were chosen from. */
  chosen: ChosenReleases;
  pairs: Pair[];
}

/** Chooses supply, releases and pairs by what is asked for and what can be had, and says what and why. */
export async function choose(run: OpenRun, options: RunOptions): Promise<Choice> {
  await ensureDocker(run, { keepDaemon: options.keepDocker });
  const supply = await chooseSupply(run, options.supply);
  run.progress.say(`supply: ${supply.name}, because ${supply.why}`);
  const chosen = await chooseReleases(run, options);
  run.progress.say(`Fleet: ${chosen.what}, because ${chosen.why}`);
  const { pairs, left } = choosePairs(chosen.releases, { roles: options.pairs, given: options.pair });
  for (const line of left) run.progress.say(line);
  for (const line of remarksOn(pairs)) run.progress.say(line);
  return { supply, chosen, pairs };
}

/** What is to be said of the versions, each once. */
function remarksOn(pairs: readonly Pair[]): string[] {
  const versions = new Set(pairs.flatMap(({ controller, agent }) => [controller, agent]));
  return [...versions].flatMap(version => newerThanKnown(version) ?? []);
}
