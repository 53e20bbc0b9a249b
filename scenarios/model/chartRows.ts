import { isDeepStrictEqual } from 'node:util';
import helmops from '../helmops.ts';
import oci from '../oci.ts';
import {
  ociReferenceMoved,
  secretReadDownstream,
  skipOptionRenamed,
  skipOptionUnread,
  storeHiddenForEver,
  whereRefused,
} from '../records.ts';
import {
  type DefectRecord,
  deploys,
  type Expectation,
  edgeServed,
  edgeServedNone,
  type HelmOpAct,
  refusesChart,
  type Scenario,
  scenario,
  strictWorld,
} from '../vocabulary/index.ts';
import { endpoint, FLAWS, GIVEN, givenCa, ISSUERS, levelsOf } from './levels.ts';
import { REASONS, type Ruling, rulingOnCharts } from './oracle.ts';
import { type Combination, lackingCombinations } from './pairwise.ts';

const FORMS = { tarball: 'A tarball', index: 'An index repository', oci: 'A registry' } as const;

/** What is wrong with the server, and whether the HelmOp skips verification: skipping is tried with every flaw. */
const CHECKS = {
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

type ChartCombination = Combination<typeof FACTORS>;

/** Every act of these rows has this name. */
const NAME = 'op';

/** What the named scenarios do first in the strict world. */
const NAMED = [...helmops.scenarios, ...oci.scenarios]
  .filter(({ world }) => isDeepStrictEqual(world, strictWorld))
  .flatMap(({ helmOps = [] }) => helmOps.map(act => ({ ...act, name: NAME })));

/** What the agent fetches; a registry's paths do not name the chart. */
const FETCHED = { tarball: ['/probe-0.1.0.tgz'], index: ['/index.yaml', '/probe-0.1.0.tgz'], oci: undefined };

/** The HelmOps under strict that the named scenarios lack. */
export const chartRows: readonly Scenario[] = lackingCombinations(
  { factors: FACTORS, hiding: FACTORS.check.filter(check => check !== 'sound') },
  combination => NAMED.some(named => isDeepStrictEqual(named, actOf(combination))),
).map(combination => {
  const act = actOf(combination);
  const ruling = rulingOnCharts(act);
  return scenario(`model/${Object.values(combination).join('-')}`, {
    story: `${wordsOf(combination)}: ${ruling.accepted ? 'it deploys' : 'it is refused'}.`,
    source: ['rancher/fleet#3589'],
    tier: 'full',
    world: strictWorld,
    helmOps: [act],
    expect: expectationsOf(act, ruling),
    records: recordsOf(act, ruling),
  });
});

function actOf({ form, issuer, check, given }: ChartCombination): HelmOpAct {
  const { flaw, skips } = CHECKS[check];
  return {
    name: NAME,
    form,
    charts: endpoint(issuer, flaw),
    ...(given !== 'none' && { trust: givenCa(given, issuer) }),
    ...(skips && { skipTls: true }),
  };
}

function wordsOf({ form, issuer, check, given }: ChartCombination): string {
  const { flaw, skips } = CHECKS[check];
  return `${FORMS[form]} under ${ISSUERS[issuer]}${FLAWS[flaw]}, ${GIVEN[given]}${skips ? ', verification skipped' : ''}`;
}

function expectationsOf({ form }: HelmOpAct, ruling: Ruling): Expectation[] {
  const fetched = FETCHED[form];
  if (ruling.accepted) return [deploys, ...(fetched ? [edgeServed(...fetched)] : [])];
  return [refusesChart(REASONS[ruling.refusal]), ...(fetched ? [edgeServedNone('.tgz')] : [])];
}

/** The known defects between a strict HelmOp and what TLS allows for, by what the HelmOp asks for. */
function recordsOf(act: HelmOpAct, { accepted }: Ruling): DefectRecord[] {
  const { form, trust, skipTls } = act;
  const { storeHidden, secretRead } = accepted
    ? { storeHidden: storeHiddenForEver, secretRead: secretReadDownstream }
    : whereRefused[form];
  return [
    ...(trust === undefined ? [] : [secretRead]),
    skipTls ? skipOptionRenamed : storeHidden,
    ...(skipTls && !rulingOnCharts({ ...act, skipTls: false }).accepted ? [skipOptionUnread] : []),
    ...(accepted && form === 'oci' ? [ociReferenceMoved] : []),
  ];
}
