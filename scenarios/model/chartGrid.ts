import { isDeepStrictEqual } from 'node:util';
import helmops from '../helmops.ts';
import oci from '../oci.ts';
import { type HelmOpAct, strictWorld } from '../vocabulary/index.ts';
import type { Combination, Grid } from './grid.ts';
import { endpoint, GIVEN, givenCa, ISSUERS, levelsOf } from './levels.ts';

/** The forms of a chart's source, in the words of the stories. */
export const FORMS = { tarball: 'A tarball', index: 'An index repository', oci: 'A registry' } as const;

/** What is wrong with the server, and whether the HelmOp skips verification: skipping is tried with every flaw. */
export const CHECKS = {
  sound: { flaw: 'sound', skips: false },
  expired: { flaw: 'expired', skips: false },
  'wrong-name': { flaw: 'wrong-name', skips: false },
  skipped: { flaw: 'sound', skips: true },
  'expired-skipped': { flaw: 'expired', skips: true },
  'wrong-name-skipped': { flaw: 'wrong-name', skips: true },
} as const;

const FACTORS = {
  form: levelsOf(FORMS),
  issuer: levelsOf(ISSUERS),
  check: levelsOf(CHECKS),
  given: levelsOf(GIVEN),
};

/** One HelmOp of the grid. */
export type ChartCombination = Combination<typeof FACTORS>;

/** Every act of these rows has this name. */
const NAME = 'op';

/** What the named scenarios do first in the strict world. */
const NAMED = [...helmops.scenarios, ...oci.scenarios]
  .filter(({ world }) => isDeepStrictEqual(world, strictWorld))
  .flatMap(({ helmOps = [] }) => helmOps.map(act => ({ ...act, name: NAME })));

/** The HelmOps under strict: every form under every server, flaw and CA. */
export const chartGrid: Grid<typeof FACTORS> = {
  factors: FACTORS,
  hiding: FACTORS.check.filter(check => check !== 'sound'),
  there: combination => NAMED.some(named => isDeepStrictEqual(named, actOf(combination))),
};

/** What a scenario of this combination does. */
export function actOf({ form, issuer, check, given }: ChartCombination): HelmOpAct {
  const { flaw, skips } = CHECKS[check];
  return {
    name: NAME,
    form,
    charts: endpoint(issuer, flaw),
    ...(given !== 'none' && { trust: givenCa(given, issuer) }),
    ...(skips && { skipTls: true }),
  };
}
