import { isDeepStrictEqual } from 'node:util';
import { registration } from '../registration.ts';
import { strictWorld, type WorldSpec } from '../vocabulary/index.ts';
import type { Combination, Grid } from './grid.ts';
import { endpoint, FLAWS, GIVEN, givenCa, ISSUERS, levelsOf } from './levels.ts';

const FACTORS = {
  mode: ['strict', 'system-store'],
  issuer: levelsOf(ISSUERS),
  flaw: levelsOf(FLAWS),
  given: levelsOf(GIVEN),
} as const;

/** One registration of the grid. */
export type UpstreamCombination = Combination<typeof FACTORS>;

/** The registrations: every upstream with every CA, in both modes. */
export const upstreamGrid: Grid<typeof FACTORS> = {
  factors: FACTORS,
  hiding: FACTORS.flaw.filter(flaw => flaw !== 'sound'),
  there: combination =>
    registration.scenarios.some(({ world }) => isDeepStrictEqual(world, worldOf(combination))),
};

/** The world of a scenario of this combination. */
export function worldOf({ mode, issuer, flaw, given }: UpstreamCombination): WorldSpec {
  return { ...strictWorld, mode, up: endpoint(issuer, flaw), trust: givenCa(given, issuer) };
}
