import type { Expected, Fault } from './fault.ts';

/** One scenario for each kind of requirement: a chart deploys or is refused, an agent registers or refuses. */
const EACH_KIND = [
  'op/tarball-public',
  'op/tarball-private-no-ca',
  'reg/strict-right-ca',
  'reg/strict-private-up-wrong-ca',
];

/** Two HelmOps, one after the other: time for a fault to come between. */
const TWO_STEPS = 'op/ca-not-shared';

/** What the harness and Fleet say of an API that is away. */
const API_AWAY =
  /ECONNREFUSED|ECONNRESET|other side closed|connection refused|no answer within|answered with 50/;

const NETWORK_FAILED = /the network, or a server in it, failed/;

/** The scenarios have this verdict; where there is none, that is because of this, if it may be. */
function right(ids: readonly string[], cause?: RegExp): Record<string, Expected> {
  return Object.fromEntries(ids.map(id => [id, { right: 'holds', ...(cause && { cause }) }]));
}

/** The scenarios have no verdict, because of this. */
function none(ids: readonly string[], cause: RegExp): Record<string, Expected> {
  return Object.fromEntries(ids.map(id => [id, { cause }]));
}

/** What this harness is tried with. The order is that of the runs: what a world may not survive comes last. */
export const faults: readonly Fault[] = [
  {
    name: 'upstream-api-restarted',
    what: "The upstream's API server is killed while agents register, and comes back.",
    injection: { kind: 'api-killed', on: 'upstream' },
    when: 'defined',
    lasts: 1,
    expected: right(EACH_KIND, API_AWAY),
  },
  {
    name: 'downstream-api-restarted',
    what: "The downstream's API server is killed while agents register, and comes back.",
    injection: { kind: 'api-killed', on: 'downstream' },
    when: 'defined',
    lasts: 1,
    expected: right(EACH_KIND, API_AWAY),
  },
  {
    name: 'connections-slow',
    what: 'The edge sends 32 kbit a second.',
    injection: { kind: 'slow', kbit: 32 },
    when: 'cleared',
    expected: right(EACH_KIND),
  },
  {
    name: 'connections-cut',
    what: 'Every twelfth packet to the edge resets its connection.',
    injection: { kind: 'cut', every: 12 },
    when: 'cleared',
    lasts: 30,
    expected: right(EACH_KIND, NETWORK_FAILED),
  },
  {
    name: 'storm-of-429',
    what: 'The edge answers every request with 429: the way to the API as well as the chart servers.',
    injection: { kind: 'storm', status: 429, of: 'all' },
    when: 'cleared',
    lasts: 20,
    expected: right(EACH_KIND, /429/),
  },
  {
    name: 'storm-of-503',
    what: 'The chart servers answer every request with 503.',
    injection: { kind: 'storm', status: 503, of: 'charts' },
    when: 'cleared',
    lasts: 25,
    expected: right(['op/tarball-public', 'op/tarball-private-no-ca']),
  },
  {
    name: 'storm-of-503-for-good',
    what: 'The same without an end: who verifies first refuses all the same.',
    injection: { kind: 'storm', status: 503, of: 'charts' },
    when: 'cleared',
    expected: {
      ...none(['op/tarball-public', 'op/index-public'], /the network, or a server in it, failed.*503/),
      ...right(['op/tarball-private-no-ca']),
    },
  },
  {
    name: 'dns-down',
    what: 'No pod of CoreDNS runs in the downstream.',
    injection: { kind: 'dns-down' },
    // It takes 6 s until the last pod is gone, and some scenarios are over by then.
    when: 'before',
    lasts: 20,
    expected: right(EACH_KIND, /lookup|coredns/),
  },
  {
    name: 'dns-down-for-good',
    what: 'The same without an end.',
    injection: { kind: 'dns-down' },
    when: 'before',
    expected: none(
      ['op/tarball-public', 'reg/strict-private-up-wrong-ca'],
      /kube-system\/coredns is available/,
    ),
  },
  {
    name: 'upstream-paused',
    what: "The upstream's node stands still for 30 s while agents register.",
    injection: { kind: 'node-paused', on: 'upstream' },
    when: 'defined',
    lasts: 30,
    expected: right(EACH_KIND, API_AWAY),
  },
  {
    name: 'downstream-paused',
    what: "The downstream's node stands still for 30 s while agents register.",
    injection: { kind: 'node-paused', on: 'downstream' },
    when: 'defined',
    lasts: 30,
    expected: right(EACH_KIND, API_AWAY),
  },
  {
    name: 'edge-down',
    what: 'The edge is stopped while agents register, and started again.',
    injection: { kind: 'edge-stopped' },
    when: 'defined',
    lasts: 15,
    expected: right(EACH_KIND, /edge\S* exited/),
  },
  {
    name: 'edge-down-for-good',
    what: 'The edge is stopped with the first HelmOp, and stays down.',
    injection: { kind: 'edge-stopped' },
    when: 'acts',
    expected: none([TWO_STEPS], /edge\S* exited/),
  },
  {
    name: 'certificates-expired',
    what: 'Every endpoint presents a certificate that has expired, as where a clock is wrong.',
    injection: { kind: 'certificates-expired' },
    when: 'cleared',
    expected: none(EACH_KIND, /the dates of a certificate, or the clock, are wrong/),
  },
  {
    name: 'agent-out-of-memory',
    what: 'The kernel kills the agents for want of memory, a while after they checked in.',
    injection: { kind: 'agents-killed' },
    when: 'checked-in',
    waits: 8,
    lasts: 1,
    expected: none(['reg/stays-up'], /the machine killed the agent's pod/),
  },
  {
    name: 'image-missing',
    what: "The agent's image is not on the downstream's node, and cannot be pulled.",
    injection: { kind: 'image-missing' },
    when: 'before',
    expected: none(['op/tarball-public', 'reg/strict-private-up-wrong-ca'], /(ImagePull|ErrImage)/),
  },
  {
    name: 'disk-pressure',
    what: "The downstream's kubelet finds its disk too full: it evicts pods and takes no new ones.",
    injection: { kind: 'disk-pressure' },
    when: 'before',
    expected: none(['op/tarball-public', 'reg/strict-private-up-wrong-ca'], /DiskPressure/),
  },
];

/** Played after each fault: the world is well again, or the next one gets a world of its own. */
export const CONTROL = 'op/tarball-public';
