import {
  type Expectation,
  refusesRegistration,
  registers,
  type Scenario,
  savedCa,
  scenario,
} from '../vocabulary/index.ts';
import combinations from './combinations.json' with { type: 'json' };
import { FLAWS, GIVEN, ISSUERS } from './levels.ts';
import { REASONS, type Ruling, rulingOnUpstream } from './oracle.ts';
import { type UpstreamCombination, worldOf } from './upstreamGrid.ts';

/** The registrations that the named scenarios lack. */
export const upstreamRows: readonly Scenario[] = combinations.upstream.map(row => {
  const combination = row as UpstreamCombination;
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

function wordsOf({ mode, issuer, flaw, given }: UpstreamCombination): string {
  return `In ${mode} mode an upstream under ${ISSUERS[issuer]}${FLAWS[flaw]}, ${GIVEN[given]}`;
}

/** The agent saves the CA that vouched for the upstream, and none where the store did. */
function expectationsOf(ruling: Ruling): Expectation[] {
  return ruling.accepted
    ? [registers, savedCa(ruling.vouchedBy === 'given')]
    : [refusesRegistration(REASONS[ruling.refusal])];
}
