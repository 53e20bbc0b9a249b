import { STANDIN_VERSIONS } from '../../helpers/fleet/releases/standin.ts';
import { isStandin, mutantOf, versionName, withoutMutant } from '../../helpers/fleet/version.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import type { RunOptions } from '../options.ts';
import { chooseMutants } from './mutants.ts';
import { parsePair } from './pairs.ts';

/** Whether a run can only be one of the stand-in: it was asked for by name, or by all of its pairs. */
export function asksForStandin({ fleet, pair }: Pick<RunOptions, 'fleet' | 'pair'>): boolean {
  if (fleet !== 'auto') return fleet === 'standin';
  return pair.length > 0 && versionsOfPairs(pair).every(isStandin);
}

/**
 * The versions of the stand-in that a run is about: those that its pairs name, or one of each generation.
 * @throws HarnessError `usage` for a mutant that there is not.
 */
export function standinVersions(pairs: readonly string[]): string[] {
  const asked = versionsOfPairs(pairs);
  chooseMutants(asked.flatMap(version => mutantOf(version) ?? []));
  const there = asked.filter(version => STANDIN_VERSIONS.includes(withoutMutant(version)));
  return pairs.length === 0 ? [...STANDIN_VERSIONS] : there;
}

/**
 * The stand-in is tried where no registry answers, but not instead of versions of Fleet that were asked for by name.
 * @param why why there are no published releases.
 * @throws HarnessError `supply-unavailable`
 */
export function refuseStandinFor(pairs: readonly string[], why: string): void {
  const names = versionsOfPairs(pairs).map(versionName);
  if (names.length === 0) return;
  throw new HarnessError('supply-unavailable', {
    message: `Fleet ${names.join(' and ')} cannot be had: ${why}`,
    cure: `Give the charts, with the images in the local Docker: ${names.map(name => `--charts ${name}=<folder>`).join(' ')}`,
  });
}

/** The versions that pairs name, each once. @throws HarnessError `usage` or `config` for what is no pair. */
export function versionsOfPairs(pairs: readonly string[]): string[] {
  return [...new Set(pairs.map(parsePair).flatMap(({ controller, agent }) => [controller, agent]))];
}
