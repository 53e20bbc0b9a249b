import { skipOptionRenamed } from './records.ts';
import {
  deploys,
  edgeServed,
  family,
  fromIndex,
  fromTarball,
  listener,
  registers,
  scenario,
  storeWorld,
  strictWorld,
} from './vocabulary/index.ts';

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
      fromTarball(listener('private', { flaw: 'expired' }), { name: 'flawed', skipTls: true }),
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
    world: storeWorld,
    helmOps: [fromIndex(listener('public'))],
    expect: [deploys, edgeServed('/index.yaml', '/probe-0.1.0.tgz')],
    cost: 'the agent also trusts every CA of the store at registration',
  }),
  scenario('way/store-weaker', {
    story: 'In system-store mode an upstream is accepted that strict refuses, whatever CA was given.',
    source: ['rancher/fleet#2507'],
    tier: 'core',
    world: { ...storeWorld, up: listener('public'), trust: 'other' },
    expect: [registers],
    cost: 'the agent was given one CA and sent its token to an endpoint under another, which only the store vouches for',
  }),
]);
