import { isDeepStrictEqual } from 'node:util';
import { registration } from '../registration.ts';
import {
  type Expectation,
  refusesRegistration,
  registers,
  type Scenario,
  savedCa,
  scenario,
  strictWorld,
  type WorldSpec,
} from '../vocabulary/index.ts';
import { endpoint, FLAWS, GIVEN, givenCa, ISSUERS, levelsOf } from './levels.ts';
import { REASONS, type Ruling, rulingOnUpstream } from './oracle.ts';
import { type Combination, lackingCombinations } from './pairwise.ts';

const FACTORS = {
  mode: ['strict', 'system-store'],
  issuer: levelsOf(ISSUERS),
  flaw: levelsOf(FLAWS),
  given: levelsOf(GIVEN),
} as const;

type UpstreamCombination = Combination<typeof FACTORS>;

/** The registrations that the named scenarios lack. */
export const upstreamRows: readonly Scenario[] = lackingCombinations(
  { factors: FACTORS, hiding: FACTORS.flaw.filter(flaw => flaw !== 'sound') },
  combination => registration.scenarios.some(({ world }) => isDeepStrictEqual(world, worldOf(combination))),
).map(combination => {
  const world = worldOf(combination);
  const ruling = rulingOnUpstream(world);
  return scenario(`model/${Object.values(combination).join('-')}`, {
    story: `${wordsOf(combination)}: ${ruling.accepted ? 'it registers' : 'the agent refuses it'}.`,
    source: ['rancher/fleet#2507'],
    tier: 'full',
    world,
    expect: expectationsOf(ruling),
  });
});

function worldOf({ mode, issuer, flaw, given }: UpstreamCombination): WorldSpec {
  return { ...strictWorld, mode, up: endpoint(issuer, flaw), trust: givenCa(given, issuer) };
}

function wordsOf({ mode, issuer, flaw, given }: UpstreamCombination): string {
  return `In ${mode} mode an upstream under ${ISSUERS[issuer]}${FLAWS[flaw]}, ${GIVEN[given]}`;
}

/** The agent saves the CA that vouched for the upstream, and none where the store did. */
function expectationsOf(ruling: Ruling): Expectation[] {
  return ruling.accepted
    ? [registers, savedCa(ruling.vouchedBy === 'given')]
    : [refusesRegistration(REASONS[ruling.refusal])];
}
