import { readyBesideRefusal, storeHiddenForEver } from './records.ts';
import {
  deploys,
  family,
  fromIndex,
  fromTarball,
  listener,
  noErrorLeft,
  noSecretInLogs,
  notReady,
  refusesChart,
  registers,
  scenario,
  strictWorld,
} from './vocabulary/index.ts';

const mending = listener('private');

const UNKNOWN_AUTHORITY = /certificate signed by unknown authority/;

export default family('Does it tell the truth?', [
  scenario('say/ready-false-on-failure', {
    story: 'A HelmOp that the controller refuses is not shown as ready.',
    source: ['rancher/fleet#3589'],
    tier: 'full',
    world: strictWorld,
    helmOps: [fromIndex(listener('private'))],
    expect: [refusesChart(UNKNOWN_AUTHORITY), notReady],
    records: [storeHiddenForEver, readyBesideRefusal],
  }),
  scenario('say/reason-reaches-helmop', {
    story: "The agent's x509 reason stands on the HelmOp, where its user looks.",
    source: ['rancher/fleet#3589'],
    tier: 'core',
    world: strictWorld,
    helmOps: [fromTarball(listener('other'))],
    expect: [refusesChart(/x509: /, { by: 'agent' }), notReady],
  }),
  scenario('say/cleared-after-recovery', {
    story:
      "A HelmOp fails for the server's certificate; once the server has a sound one it deploys, and no error is left.",
    source: ['rancher/fleet#3898', 'rancher/fleet#3883'],
    tier: 'full',
    world: strictWorld,
    helmOps: [fromTarball(mending)],
    expect: [refusesChart(UNKNOWN_AUTHORITY)],
    afterwards: [
      {
        change: { kind: 'certificate', of: mending, becomes: listener('public') },
        expect: [deploys, noErrorLeft],
      },
    ],
    records: [storeHiddenForEver],
  }),
  scenario('say/no-secret-in-logs', {
    story: "No token, password or key stands in a log of Fleet's pods.",
    source: ['rancher/fleet#2507'],
    tier: 'full',
    world: strictWorld,
    helmOps: [
      fromTarball(listener('public', { asksPassword: true }), { name: 'right', password: 'right' }),
      fromTarball(listener('public', { asksPassword: true }), { name: 'wrong', password: 'wrong' }),
    ],
    expect: [registers, noSecretInLogs],
  }),
]);
