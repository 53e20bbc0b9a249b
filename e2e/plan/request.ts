import { readChartFolder } from '../../helpers/fleet/releases/chartFolder.ts';
import { STANDIN_VERSIONS } from '../../helpers/fleet/releases/standin.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import type { RunOptions } from '../options.ts';
import { choosePairs, demandRoles, parsePair } from './pairs.ts';
import { asksForStandin, standinVersions } from './standin.ts';

/**
 * Holds what was asked for against what can be known before anything starts: charts that are none, pairs that cannot be.
 * @throws HarnessError `usage` or `config`
 */
export function checkRequest(options: RunOptions): void {
  const { charts, pairs, pair, fleet } = options;
  if (fleet === 'local' && charts.length === 0) throw chartsMissing();
  const folders = charts.map(readChartFolder);
  const request = { roles: pairs, given: pair };
  if (asksForStandin(options)) {
    const versions = new Set([...STANDIN_VERSIONS, ...standinVersions(pair)]);
    choosePairs(
      [...versions].map(version => ({ version })),
      request,
    );
  } else if (folders.length > 0) {
    choosePairs(folders, request);
  } else {
    // Whether such releases are published shows only when they are fetched.
    demandRoles(pairs);
    pair.forEach(parsePair);
  }
}

/** The Fleet of this machine was asked for, and nobody said where it is. */
export function chartsMissing(): HarnessError {
  return new HarnessError('usage', {
    message: 'local Fleet was asked for, but no charts were given',
    cure: 'Give the folder of its charts with --charts <folder>',
  });
}
