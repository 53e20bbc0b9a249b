import { skipOptionRenamed } from './records.ts';
import {
  deploys,
  edgeServed,
  family,
  fromIndex,
  fromTarball,
  listener,
  scenario,
  strictWorld,
} from './vocabulary.ts';

const OLD_AGENTS_ONLY = 'the workaround is for agents that hide the store for ever (before 0.13.0-beta.2)';

export default family('The workarounds for old versions, and what they cost', [
  scenario('way/skip-tls-old', {
    story: 'insecureSkipTLSVerify lets a HelmOp deploy although the store is hidden.',
    source: ['rancher/fleet#3589'],
    tier: 'core',
    appliesTo: { agent: '<0.13.0-beta.2', because: OLD_AGENTS_ONLY },
    world: strictWorld,
    helmOps: [
      fromTarball(listener('public'), { name: 'sound', skipTls: true }),
      fromTarball(listener('private', 'expired'), { name: 'flawed', skipTls: true }),
    ],
    expect: [deploys, edgeServed('/probe-0.1.0.tgz')],
    cost: 'a chart from a server with an expired certificate of an unknown CA was deployed as well',
    records: [skipOptionRenamed],
  }),
  scenario('way/system-store-old', {
    story: 'In system-store mode a HelmOp from a public index deploys.',
    source: ['rancher/fleet#3589'],
    tier: 'core',
    appliesTo: { agent: '<0.13.0-beta.2', because: OLD_AGENTS_ONLY },
    world: { mode: 'system-store', registration: 'managed', up: listener('private'), trust: 'private' },
    helmOps: [fromIndex(listener('public'))],
    expect: [deploys, edgeServed('/index.yaml', '/probe-0.1.0.tgz')],
    cost: 'the agent also trusts every CA of the store at registration',
  }),
]);
