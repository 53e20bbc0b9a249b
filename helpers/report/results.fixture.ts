import { type Results, STAND_IN_NOTICE } from './results.ts';
import { OWN_CERTIFICATE } from './trust.ts';
import type { Verdict } from './verdict.ts';

/** Results with all parts, including those that may be missing. */
type Complete<T> = T extends (infer Item)[]
  ? Complete<Item>[]
  : T extends object
    ? { [Key in keyof T]-?: Complete<T[Key]> }
    : T;

const digestOf = (digit: string) => `sha256:${digit.repeat(64)}`;

const release = (version: string, digit: string) => ({
  version,
  image: `rancher/fleet:v${version}`,
  digest: digestOf(digit),
  standin: false,
});

const old = release('0.12.4', 'a');
const recent = release('0.16.1', 'b');

/** A run of three scenarios with three pairs: seven cells judged, with every verdict; two not run. */
export function exampleResults(): Results {
  const judged = (scenario: string, pair: string, verdict: Verdict, reason: string) => ({
    scenario,
    pair,
    verdict,
    reason,
    witnesses: [{ source: 'edge' as const, saw: `${scenario}: GET /index.yaml from the agent` }],
    seconds: 2.5,
  });
  return {
    schema: 1,
    run: {
      id: 'run1',
      startedAt: '2026-11-24T07:00:00.000Z',
      endedAt: '2026-11-24T07:04:05.000Z',
      machine: { os: 'Linux 6.1', arch: 'x64', cpus: 2, memoryGiB: 24, node: 'v24.21.0' },
      supply: { strategy: 'local', why: 'a charts folder was given' },
      fleet: 'real',
      staleRecords: 'ignore',
    },
    pairs: [
      { id: '0.12.4/0.12.4', controller: old, agent: old, role: 'old' },
      { id: '0.16.1/0.16.1', controller: recent, agent: recent, role: 'new' },
      { id: '0.16.1/0.12.4', controller: recent, agent: old, role: 'skew' },
    ],
    scenarios: [
      {
        id: 'reg/strict-public-up-other-ca',
        title: 'A public endpoint is refused when another CA is given',
        family: 'Registration',
        tier: 'core',
        source: ['rancher/fleet#2507'],
      },
      {
        id: 'op/index-public',
        title: 'An index repository under a public CA deploys',
        family: 'HelmOps',
        tier: 'core',
        source: ['rancher/fleet#3589', 'rancher/fleet#3806'],
      },
      {
        id: 'op/rancher-ca-fallback',
        title: 'The CA of Rancher is used',
        family: 'HelmOps',
        tier: 'full',
        source: [],
      },
    ],
    verdicts: [
      judged('reg/strict-public-up-other-ca', '0.12.4/0.12.4', 'holds', 'refused, no token at the edge'),
      judged('reg/strict-public-up-other-ca', '0.16.1/0.16.1', 'regression', 'a token reached the edge'),
      judged('reg/strict-public-up-other-ca', '0.16.1/0.12.4', 'no-verdict', 'the node was gone'),
      {
        ...judged(
          'op/index-public',
          '0.12.4/0.12.4',
          'known-defect',
          'x509: failed to load system roots and no roots provided',
        ),
        record: { issue: 'rancher/fleet#3589', reason: 'failed to load system roots', agent: '<0.13.0' },
        evidence: 'evidence/0.12.4_0.12.4/op/index-public',
      },
      judged('op/index-public', '0.16.1/0.16.1', 'holds', 'deployed'),
      {
        ...judged(
          'op/index-public',
          '0.16.1/0.12.4',
          'fixed',
          'deployed although a record says that it fails',
        ),
        record: { issue: 'rancher/fleet#3589', reason: 'failed to load system roots' },
      },
      judged(
        'op/rancher-ca-fallback',
        '0.12.4/0.12.4',
        'not-applicable',
        'needs an agent of 0.16.0 or later',
      ),
    ],
    timings: {
      spans: [
        {
          name: 'create clusters',
          startedAt: '2026-11-24T07:00:00.000Z',
          endedAt: '2026-11-24T07:01:10.000Z',
          ok: true,
        },
        {
          name: 'load images',
          startedAt: '2026-11-24T07:01:10.000Z',
          endedAt: '2026-11-24T07:01:40.000Z',
          ok: false,
        },
      ],
    },
  };
}

/** The same with every part that may be missing, in one cell; the type makes sure that none is forgotten. */
export function completeResults(): Complete<Results> {
  const { verdicts, run, pairs, scenarios, timings, ...rest } = exampleResults();
  const { id, startedAt, endedAt, machine, supply } = run;
  const cost = {
    peakMiB: 2875,
    parts: [
      { part: 'harness' as const, cpuSeconds: 25.4, peakMiB: 181 },
      { part: 'clusters' as const, cpuSeconds: 402.6, peakMiB: 2672 },
    ],
  };
  const retries = [{ what: 'list Pod', why: '503', times: 2, firstAt: startedAt, lastAt: endedAt }];
  const remarked = <T extends object>(release: T) => ({ ...release, remark: 'newer than known' });
  return {
    ...rest,
    pairs: pairs.map(pair => ({
      ...pair,
      controller: remarked(pair.controller),
      agent: remarked(pair.agent),
    })),
    notice: STAND_IN_NOTICE,
    run: {
      ...run,
      fleet: 'stand-in',
      interrupted: true,
      world: { id: 'run0', startedAt },
      cost,
      retries,
      parts: [{ id, startedAt, endedAt, machine, supply, cost, world: { id: 'run0', startedAt }, retries }],
    },
    scenarios: scenarios.map(scenario => ({
      ...scenario,
      world: {
        mode: 'strict',
        registration: 'managed',
        store: ['public'],
        connections: [
          {
            purpose: 'registration',
            clients: ['agent'],
            server: 'upstream API',
            given: ['private'],
            givenBy: 'apiServerCA',
            store: 'hidden',
            skipsVerification: false,
            chain: [OWN_CERTIFICATE, 'private'],
            flaw: 'it has expired',
          },
        ],
        changes: ["the agent's pod is deleted"],
      },
    })),
    verdicts: verdicts.slice(0, 1).map(verdict => ({
      ...verdict,
      record: {
        issue: 'rancher/fleet#3589',
        reason: 'failed',
        intermittent: true,
        controller: '>=0.12.0',
        agent: '<0.13.0',
      },
      observations: [{ expected: 'it deploys', met: true, saw: 'deployed' }],
      startedAt,
      evidence: 'evidence/a',
      run: id,
    })),
    timings: { spans: timings.spans.map(span => ({ ...span, run: id })) },
  };
}

/** The same results as of the stand-in. */
export function standInResults(): Results {
  const { run, pairs, ...rest } = exampleResults();
  const standin = <T extends object>(of: T) => ({ ...of, standin: true });
  return {
    ...rest,
    run: { ...run, fleet: 'stand-in' },
    pairs: pairs.map(pair => ({ ...pair, controller: standin(pair.controller), agent: standin(pair.agent) })),
  };
}
