/**
 * A defect that a change to Fleet could bring, as the stand-in can be given it: `helpers/standin/internal/mutant` has a
 * file of its name. What the scenarios say of it shows what they would say of such a Fleet.
 */
export interface Mutant {
  /** As in `standin:0.16+crash-loop`. */
  name: string;
  /** What it does wrong, in a sentence. */
  breaks: string;
  /** The scenarios that have to catch it, each for this reason and no other. */
  killers: readonly Killer[];
  /** What else may turn red where all scenarios are tried: the same defect in other places. */
  elsewhere?: RegExp;
}

/** A scenario that catches a mutant. */
export interface Killer {
  scenario: string;
  /** Matches the reason of the regression: what was expected, and what was seen. */
  reason: RegExp;
}

/** The same reason for several scenarios. */
function kills(reason: RegExp, ...scenarios: string[]): Killer[] {
  return scenarios.map(scenario => ({ scenario, reason }));
}

const SYSTEM_ROOTS = /saw: .*x509: failed to load system roots and no roots provided/;
const REGISTERED = /the agent refuses the endpoint: .*; saw: the agent registered/;
const TOKEN_SEEN = /no request with a token reaches .*; saw: [1-9]\d* requests with a token at the edge/;
const NOT_DEPLOYED = /HelmOp [\w-]+ deploys; saw: .*x509: certificate signed by unknown authority/;
const DEPLOYED = /HelmOp [\w-]+ is refused: .*; saw: deployed ConfigMap /;
const READY = /the reason stands on HelmOp [\w-]+ itself; saw: no error on the HelmOp, which has Ready=True/;
const NO_REASON = /HelmOp [\w-]+ is refused: .*; saw: the chart could not be deployed/;

/** The core scenarios in which a strict agent has to refuse its upstream. */
const REFUSALS = [
  'reg/strict-public-up-other-ca',
  'reg/strict-public-up-no-ca',
  'reg/strict-private-up-wrong-ca',
];

/** All in which an agent has to refuse its upstream. */
const ALL_REFUSALS = /^reg(-agent)?\/(strict-|store-private-up-no-ca$|mode-empty$)|^heal\/|^model\//;

/** The core scenarios in which an agent has to refuse a chart. */
const CHART_REFUSALS = [
  'op/tarball-private-no-ca',
  'op/ca-not-shared',
  'op/skip-not-shared',
  'say/reason-reaches-helmop',
];

/** All in which a chart is refused. */
const ALL_CHART_REFUSALS = /^(op|say|heal|model)\//;

/** What this harness is proved by. The order is that of the reports. */
export const mutants: readonly Mutant[] = [
  {
    name: 'store-hidden-forever',
    breaks:
      "Strict mode hides the operating system's store for the life of the agent: the defect of rancher/fleet#3589.",
    killers: kills(
      SYSTEM_ROOTS,
      'op/index-public',
      'op/tarball-public',
      'op/exact-version',
      'op/tarball-private-no-ca',
      'op/ca-not-shared',
      'op/skip-not-shared',
      'heal/after-restart',
    ),
    elsewhere: /^(op|say|heal|mode|model)\//,
  },
  {
    name: 'store-never-hidden',
    breaks: "Strict mode does not hide the operating system's store: without a CA it is trusted.",
    killers: kills(REGISTERED, 'reg/strict-public-up-no-ca'),
    elsewhere: /^reg(-agent)?\/(strict-p\w+-up-no-ca|mode-empty)$|^heal\/ca-fixed-later$|^model\//,
  },
  {
    name: 'verification-off-at-registration',
    breaks: "The agent does not verify its upstream's certificate.",
    killers: kills(REGISTERED, ...REFUSALS),
    elsewhere: ALL_REFUSALS,
  },
  {
    name: 'token-before-verification',
    breaks:
      'A request without verification carries the token to the upstream before the agent registers as it should.',
    killers: kills(TOKEN_SEEN, ...REFUSALS),
    elsewhere: ALL_REFUSALS,
  },
  {
    name: 'given-ca-added-to-store',
    breaks: "In strict mode the given CA is added to the operating system's store: either is trusted.",
    killers: kills(REGISTERED, 'reg/strict-public-up-other-ca', 'reg/strict-public-up-no-ca'),
    elsewhere: ALL_REFUSALS,
  },
  {
    name: 'system-store-ignores-store',
    breaks: 'An agent in system-store mode does what one in strict mode does.',
    killers: [
      ...kills(
        /the agent registers .*; saw: .*x509: failed to load system roots/,
        'reg/store-public-up-no-ca',
      ),
      ...kills(
        /the agent registers .*; saw: .*x509: certificate signed by unknown authority/,
        'reg/store-public-up-other-ca',
        'way/store-weaker',
      ),
    ],
    elsewhere: /^reg(-agent)?\/store-|^mode\/|^model\//,
  },
  {
    name: 'store-lost-after-refusal',
    breaks: "A refused registration leaves the agent's process without the store: Go keeps the empty pool.",
    killers: kills(SYSTEM_ROOTS, 'heal/wrong-ca-fixed-later'),
    elsewhere: /^heal\/ca-fixed-later$/,
  },
  {
    name: 'verification-off-for-charts',
    breaks: 'Certificates of chart servers are not verified.',
    killers: kills(DEPLOYED, ...CHART_REFUSALS),
    elsewhere: ALL_CHART_REFUSALS,
  },
  {
    name: 'secret-ca-ignored',
    breaks: "The CA in a HelmOp's secret is not used.",
    killers: kills(NOT_DEPLOYED, 'op/tarball-private-ca', 'op/index-private-ca', 'op/ca-not-shared'),
    elsewhere: ALL_CHART_REFUSALS,
  },
  {
    name: 'skip-spills-to-others',
    breaks: 'Where one HelmOp skipped the verification of a server, others to that server skip it too.',
    killers: kills(/HelmOp verifies is refused: .*; saw: deployed ConfigMap /, 'op/skip-not-shared'),
  },
  {
    name: 'ca-spills-to-others',
    breaks: 'The CA that one HelmOp was given for a server counts for others to that server.',
    killers: kills(/HelmOp without is refused: .*; saw: deployed ConfigMap /, 'op/ca-not-shared'),
    elsewhere: /^heal\/chart-ca-rotated$/,
  },
  {
    name: 'wrong-chart-installed',
    breaks: 'The version that a HelmOp asks for is not looked at: the newest of the repository is installed.',
    killers: kills(
      /HelmOp index deploys probe 0\.1\.0; saw: deployed .* of probe 0\.2\.0; its bundle names \d/,
      'op/exact-version',
    ),
  },
  {
    name: 'ready-although-failed',
    breaks: 'A HelmOp is shown as ready, whatever became of it.',
    killers: kills(READY, ...CHART_REFUSALS),
    elsewhere: ALL_CHART_REFUSALS,
  },
  {
    name: 'reason-swallowed',
    breaks: 'The agent reports that a deployment failed, but not why.',
    killers: kills(NO_REASON, ...CHART_REFUSALS),
    elsewhere: ALL_CHART_REFUSALS,
  },
  {
    name: 'secret-printed-in-log',
    breaks: "The agent's log has the token that it registers with.",
    killers: kills(/saw: a secret stands in the log of .*fleet-agent/, 'say/no-secret-in-logs'),
  },
  {
    name: 'crash-loop',
    breaks: 'The agent dies half a minute after it registered, and again after each restart.',
    killers: kills(
      /the agent's pod is the same.*; saw: before: .*\(0 restarts\); now: .*\([1-9]\d* restarts\)/,
      'reg/stays-up',
    ),
    elsewhere: /^reg\/no-redeploy-loop$|^mode\//,
  },
];
