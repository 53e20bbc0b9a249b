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
import { actOf, CHECKS, type ChartCombination, FORMS } from './chartGrid.ts';
import combinations from './combinations.json' with { type: 'json' };
import { FLAWS, GIVEN, ISSUERS } from './levels.ts';
import { REASONS, type Ruling, rulingOnCharts } from './oracle.ts';

/** What the agent fetches; a registry's paths do not name the chart. */
const FETCHED = { tarball: ['/probe-0.1.0.tgz'], index: ['/index.yaml', '/probe-0.1.0.tgz'], oci: undefined };

/** The HelmOps under strict that the named scenarios lack. */
export const chartRows: readonly Scenario[] = combinations.charts.map(row => {
  const combination = row as ChartCombination;
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
