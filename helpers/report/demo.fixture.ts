import type { PairFacts, Results, ScenarioFacts, VerdictFacts, WitnessFacts } from './results.ts';
import { type ConnectionFacts, OWN_CERTIFICATE, type WorldFacts } from './trust.ts';
import type { Verdict } from './verdict.ts';

/**
 * A run that nobody ran, made up so that the report can be looked at: eight scenarios with three pairs, every verdict,
 * every kind of connection. It says of itself that it is made up.
 */
export function demoResults(): Results {
  return {
    schema: 1,
    run: {
      id: 'made-up-example',
      startedAt: at(0),
      endedAt: at(425),
      machine: { os: 'Linux 6.1', arch: 'x64', cpus: 2, memoryGiB: 24, node: 'v24.21.0' },
      supply: { strategy: 'local', why: 'example data, made up to show the report; nobody ran this' },
      fleet: 'real',
      staleRecords: 'ignore',
    },
    pairs,
    scenarios,
    verdicts: verdicts(),
    timings: {
      spans: [
        step('creating cluster ftls-made-up-example-upstream-u1', 8, 141),
        step('creating cluster ftls-made-up-example-upstream-u2', 8, 146),
        step('creating cluster ftls-made-up-example-downstream', 9, 139),
        step('loading rancher/fleet-agent:v0.12.4, rancher/fleet-agent:v0.16.1 onto 1 node(s)', 147, 172),
        step('0.12.4/0.12.4: installing Fleet, strict', 174, 231),
        step('0.16.1/0.16.1: installing Fleet, strict', 174, 236),
        step('0.12.4/0.12.4: changing the controller to system-store', 330, 352),
        step('0.16.1/0.12.4: changing the controller to strict', 352, 368, false),
      ],
    },
  };
}

/** `seconds` after the made-up run began. */
function at(seconds: number): string {
  return new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
}

function step(name: string, from: number, to: number, ok = true): Results['timings']['spans'][number] {
  return { name, startedAt: at(from), endedAt: at(to), ok };
}

const release = (version: string, digit: string) => ({
  version,
  image: `rancher/fleet:v${version}`,
  digest: `sha256:${digit.repeat(64)}`,
  standin: false,
});
const [old, recent] = [release('0.12.4', 'a'), release('0.16.1', 'b')];

const pairs: PairFacts[] = [
  { id: '0.12.4/0.12.4', controller: old, agent: old, role: 'old' },
  { id: '0.16.1/0.16.1', controller: recent, agent: recent, role: 'new' },
  { id: '0.16.1/0.12.4', controller: recent, agent: old, role: 'skew' },
];

const registration: ConnectionFacts = {
  purpose: 'registration',
  clients: ['agent'],
  server: 'upstream API',
  given: ['private'],
  givenBy: 'apiServerCA',
  store: 'hidden',
  chain: [OWN_CERTIFICATE, 'private'],
};
const index: ConnectionFacts = {
  purpose: 'HelmOp index',
  clients: ['controller', 'agent'],
  server: 'chart server',
  given: [],
  givenBy: 'helmSecretName',
  store: 'counts',
  chain: [OWN_CERTIFICATE, 'public'],
};
const tarball: ConnectionFacts = { ...index, purpose: 'HelmOp tarball', clients: ['agent'] };

function world(connections: ConnectionFacts[], changes: string[] = []): WorldFacts {
  return { mode: 'strict', registration: 'managed', store: ['public'], connections, changes };
}

const REGISTRATION = 'Registration, begun by the controller: is it secure?';
const HELM_OPS = 'HelmOps under strict TLS: do they deploy?';
const HEALING = 'Does it heal?';

const scenarios: ScenarioFacts[] = [
  {
    id: 'reg/strict-right-ca',
    title: 'The upstream is under a private CA and the agent is given that CA: it registers.',
    family: REGISTRATION,
    tier: 'core',
    source: ['rancher/fleet#2507'],
    world: world([registration]),
  },
  {
    id: 'reg/strict-public-up-other-ca',
    title:
      'The upstream is under a CA of the store, the agent is given another: strict must not fall back on the store.',
    family: REGISTRATION,
    tier: 'core',
    source: ['rancher/fleet#2507'],
    world: world([{ ...registration, given: ['other'], chain: [OWN_CERTIFICATE, 'public'] }]),
  },
  {
    id: 'reg/strict-expired',
    title: "The server's certificate has expired.",
    family: REGISTRATION,
    tier: 'full',
    source: ['rancher/rancher#36117'],
    world: world([{ ...registration, flaw: 'expired' }]),
  },
  {
    id: 'op/index-public',
    title: "An index repository whose certificate chains to a CA of the agent image's store.",
    family: HELM_OPS,
    tier: 'core',
    source: ['rancher/fleet#3589', 'rancher/fleet#3806'],
    world: world([registration, index]),
  },
  {
    id: 'op/tarball-private-ca',
    title: 'A tarball from a server under a private CA that helmSecretName carries as cacerts.',
    family: HELM_OPS,
    tier: 'core',
    source: ['rancher/fleet#3658'],
    world: world([
      registration,
      { ...tarball, given: ['private'], chain: [OWN_CERTIFICATE, 'intermediate', 'private'] },
    ]),
  },
  {
    id: 'way/skip-tls-old',
    title: 'A HelmOp that skips verification deploys on an old agent.',
    family: HELM_OPS,
    tier: 'core',
    source: ['rancher/fleet#3589'],
    world: world([registration, { ...tarball, skipsVerification: true, flaw: 'expired' }]),
  },
  {
    id: 'op/oci-plain-http',
    title: 'A registry without TLS is spoken to only where the secret says so.',
    family: HELM_OPS,
    tier: 'full',
    source: ['rancher/fleet#3855'],
    world: world([registration, { ...index, purpose: 'HelmOp oci', server: 'OCI registry', chain: [] }]),
  },
  {
    id: 'heal/chart-ca-rotated',
    title: 'The chart server moves to a new CA; once the secret has it, the new CA reaches the agent.',
    family: HEALING,
    tier: 'soak',
    source: ['rancher/fleet#3658'],
    world: world(
      [registration, { ...tarball, given: ['private'], chain: [OWN_CERTIFICATE, 'private'] }],
      ['a chart server gets a certificate of other', 'the secret of HelmOp after carries the CA other'],
    ),
  },
];

const SYSTEM_ROOTS =
  'Get "https://ftls-made-up-example-edge:10004/index.yaml": tls: failed to verify certificate: x509: failed to load system roots and no roots provided; open /dev/null: not a directory';
const REFUSED =
  'level=error msg="Failed to register agent: registration failed: cannot create clusterregistration on management cluster: Post \\"https://ftls-made-up-example-edge:10002/apis/fleet.cattle.io/v1alpha1\\": tls: failed to verify certificate: x509: certificate signed by unknown authority"';

/** What the witnesses of a HelmOp say. */
function ofHelmOp(deployed: boolean, saw: string): WitnessFacts[] {
  return [
    {
      source: 'kubernetes',
      saw: `HelmOp: ${saw}; Ready=${deployed ? 'True' : 'False'}; ${deployed ? 'ConfigMap probe' : 'nothing'} downstream`,
    },
    { source: 'edge', saw: `requests answered: ${deployed ? '/index.yaml /probe-0.1.0.tgz' : 'none'}` },
  ];
}

const registered: WitnessFacts[] = [
  { source: 'kubernetes', saw: 'ClusterRegistration granted, Cluster last seen 2026-01-01T00:04:40Z' },
  { source: 'agent-log', saw: 'INFO setup successfully registered with upstream cluster' },
  { source: 'edge', saw: '18 requests with a token' },
];
const refused: WitnessFacts[] = [
  { source: 'agent-log', saw: REFUSED },
  { source: 'edge', saw: '0 requests with a token' },
  { source: 'kubernetes', saw: '0 ClusterRegistrations' },
];
const tokenLeaked: WitnessFacts[] = [
  { source: 'agent-log', saw: 'INFO setup successfully registered with upstream cluster' },
  {
    source: 'edge',
    saw: '3 requests with a token: POST /apis/fleet.cattle.io/v1alpha1/clusterregistrations',
  },
  { source: 'kubernetes', saw: '1 ClusterRegistration, granted' },
];

interface Told {
  expected: string;
  saw: string;
  witnesses: WitnessFacts[];
}

const REGISTERS: Told = {
  expected: 'the agent registers',
  saw: 'registered and checked in',
  witnesses: registered,
};
const REFUSES: Told = {
  expected: 'the agent refuses the endpoint, no token arrives, nothing is created upstream',
  saw: `${REFUSED}; 0 requests with a token at the edge; no ClusterRegistration`,
  witnesses: refused,
};
const DEPLOYS: Told = {
  expected: 'every HelmOp deploys',
  saw: 'deployed ConfigMap probe; served /index.yaml and /probe-0.1.0.tgz',
  witnesses: ofHelmOp(true, 'deployed'),
};
const FAILS: Told = {
  expected: 'every HelmOp deploys',
  saw: SYSTEM_ROOTS,
  witnesses: ofHelmOp(false, SYSTEM_ROOTS),
};

function verdicts(): VerdictFacts[] {
  const systemRoots = {
    record: { issue: 'rancher/fleet#3589', reason: 'failed to load system roots', agent: '<0.13.0-beta.2' },
  };
  const leak: Told = {
    expected: 'no request that bears a token arrives at the edge',
    saw: '3 requests with a token',
    witnesses: tokenLeaked,
  };
  return [
    judged(0, 0, 'holds', 240, 38, REGISTERS),
    judged(0, 1, 'holds', 240, 31, REGISTERS),
    judged(0, 2, 'holds', 369, 29, REGISTERS),
    judged(1, 0, 'holds', 240, 42, REFUSES),
    judged(1, 1, 'regression', 241, 47, leak),
    judged(1, 2, 'holds', 369, 33, REFUSES),
    judged(2, 0, 'holds', 241, 44, REFUSES),
    judged(2, 1, 'holds', 241, 39, REFUSES),
    {
      ...judged(2, 2, 'no-verdict', 370, 21, { ...REFUSES, witnesses: [] }),
      reason:
        'the Kubernetes API of the downstream cluster did not answer for 20 s. See its node with docker logs',
      observations: [],
    },
    { ...judged(3, 0, 'known-defect', 279, 40, FAILS), ...systemRoots },
    judged(3, 1, 'holds', 276, 18, DEPLOYS),
    { ...judged(3, 2, 'known-defect', 398, 22, FAILS), ...systemRoots },
    {
      ...judged(4, 0, 'fixed', 279, 25, DEPLOYS),
      reason: 'the record of rancher/fleet#3658 is out of date: deployed ConfigMap probe',
      record: { issue: 'rancher/fleet#3658', reason: 'secrets? "[^"]*" not found', controller: '<=0.13.0' },
    },
    judged(4, 1, 'holds', 277, 20, DEPLOYS),
    { ...judged(4, 2, 'known-defect', 398, 24, FAILS), ...systemRoots },
    {
      ...judged(5, 0, 'holds', 280, 24, DEPLOYS),
      reason:
        'deployed ConfigMap probe; the cost: a chart from a server with an expired certificate of an unknown CA was deployed as well',
    },
    notMeant(5, 1, 'it is about agents that hide the store for ever'),
    { ...judged(5, 2, 'known-defect', 399, 23, FAILS), ...systemRoots },
    notMeant(6, 0, 'HelmApps from OCI registries are not part of 0.12'),
    judged(6, 1, 'holds', 278, 22, DEPLOYS),
    judged(7, 1, 'holds', 280, 49, DEPLOYS),
  ];
}

function judged(
  scenario: number,
  pair: number,
  verdict: Verdict,
  from: number,
  seconds: number,
  { expected, saw, witnesses }: Told,
): VerdictFacts {
  const id = scenarios[scenario]?.id ?? '';
  const pairId = pairs[pair]?.id ?? '';
  return {
    scenario: id,
    pair: pairId,
    verdict,
    reason: verdict === 'regression' ? `expected: ${expected}; saw: ${saw}` : saw,
    observations: [{ expected, met: verdict === 'holds' || verdict === 'fixed', saw }],
    witnesses,
    startedAt: at(from),
    seconds,
    evidence: `evidence/${pairId.replace('/', '-')}/${id}`,
  };
}

function notMeant(scenario: number, pair: number, because: string): VerdictFacts {
  return {
    scenario: scenarios[scenario]?.id ?? '',
    pair: pairs[pair]?.id ?? '',
    verdict: 'not-applicable',
    reason: because,
    witnesses: [],
    seconds: 0,
  };
}
