import type { Release } from '../../helpers/fleet/release.ts';
import { localReleases } from '../../helpers/fleet/releases/local.ts';
import { registryReleases } from '../../helpers/fleet/releases/registry.ts';
import { standinReleases } from '../../helpers/fleet/releases/standin.ts';
import type { Context } from '../../helpers/process/context.ts';
import { registryAnswers } from '../../helpers/supply/registry.ts';
import type { FleetChoice, RunOptions } from '../options.ts';
import { DEFAULT_VERSIONS } from '../plan/defaultVersions.ts';
import { chartsMissing } from '../plan/request.ts';
import { asksForStandin, refuseStandinFor, standinVersions, versionsOfPairs } from '../plan/standin.ts';

/** What says which Fleet is tried. */
export type FleetOptions = Pick<RunOptions, 'fleet' | 'charts' | 'pair'>;

/** The releases of a run, and how they were come by. */
export interface ChosenReleases {
  releases: Release[];
  fleet: Exclude<FleetChoice, 'auto'>;
  what: string;
  why: string;
}

/**
 * Gets the releases that are asked for. With `auto`: given charts if there are any, Fleet's published releases where
 * a registry answers, and else the stand-in, which is not Fleet.
 */
export async function chooseReleases(run: Context, options: FleetOptions): Promise<ChosenReleases> {
  const { fleet, why } = await chooseFleet(run, options);
  switch (fleet) {
    case 'local':
      if (options.charts.length === 0) throw chartsMissing();
      return {
        releases: await localReleases(options.charts, run.signal),
        fleet,
        what: 'local charts and images',
        why,
      };
    case 'registry':
      return {
        releases: await registryReleases(
          run,
          options.pair.length === 0 ? DEFAULT_VERSIONS : versionsOfPairs(options.pair),
        ),
        fleet,
        what: 'published releases',
        why,
      };
    case 'standin':
      return {
        releases: await standinReleases(run, standinVersions(options.pair)),
        fleet,
        what: 'the STAND-IN, which is not Fleet and says nothing about it',
        why,
      };
  }
}

async function chooseFleet(
  run: Context,
  options: FleetOptions,
): Promise<{ fleet: Exclude<FleetChoice, 'auto'>; why: string }> {
  const { fleet, charts } = options;
  if (fleet !== 'auto') return { fleet, why: 'it was asked for' };
  if (asksForStandin(options)) return { fleet: 'standin', why: 'its pairs were asked for' };
  if (charts.length > 0) return { fleet: 'local', why: 'chart folders were given' };
  const { answers, why } = await registryAnswers(run.signal);
  if (!answers) refuseStandinFor(options.pair, why);
  return { fleet: answers ? 'registry' : 'standin', why: `no charts were given and ${why}` };
}
