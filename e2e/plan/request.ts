import { readChartFolder } from '../../helpers/fleet/releases/chartFolder.ts';
import { STANDIN_GENERATIONS } from '../../helpers/fleet/releases/standin.ts';
import { parseVersion } from '../../helpers/fleet/version.ts';
import type { RunOptions } from '../options.ts';
import { choosePairs, parsePair } from './pairs.ts';

/**
 * Holds what was asked for against what can be known before anything starts: charts that are none, pairs that cannot be.
 * @throws HarnessError `usage` or `config`
 */
export function checkRequest({ charts, fleet, pairs, pair }: RunOptions): void {
  const folders = charts.map(readChartFolder);
  const request = { roles: pairs, given: pair };
  if (fleet === 'standin') {
    const versions = STANDIN_GENERATIONS.map(generation => parseVersion(`standin:${generation}`));
    choosePairs(
      versions.map(version => ({ version })),
      request,
    );
  } else if (folders.length > 0) {
    choosePairs(folders, request);
  } else {
    // Whether such releases are published shows only when they are fetched.
    pair.forEach(parsePair);
  }
}
