import { agentNamesNoToken, storeHiddenForEver } from './records.ts';
import {
  deploys,
  family,
  fromIndex,
  fromTarball,
  listener,
  registers,
  scenario,
  strictWorld,
} from './vocabulary/index.ts';

export default family('Old and new together', [
  scenario('skew/new-controller-old-agent', {
    story:
      'A controller from 0.13 on with a 0.12 agent: it registers, and HelmOps deploy with a CA, without and with skip.',
    source: ['rancher/fleet#3589'],
    tier: 'core',
    appliesTo: {
      controller: '>=0.13.0-0',
      agent: '<0.13.0-0',
      because: 'it is about a controller from 0.13 on with an agent before 0.13',
    },
    world: strictWorld,
    helmOps: [
      fromIndex(listener('public'), { name: 'public' }),
      fromTarball(listener('private'), { name: 'given-ca', trust: 'private' }),
      fromTarball(listener('private'), { name: 'skip', skipTls: true }),
    ],
    expect: [registers, deploys],
    records: [storeHiddenForEver],
  }),
  scenario('skew/old-controller-new-agent', {
    story: 'A 0.12 controller with an agent from 0.13 on: it registers, and public HelmOps deploy.',
    source: ['rancher/fleet#3589'],
    tier: 'core',
    appliesTo: {
      controller: '<0.13.0-0',
      agent: '>=0.13.0-0',
      because: 'it is about a 0.12 controller with an agent from 0.13 on',
    },
    world: strictWorld,
    helmOps: [
      fromIndex(listener('public'), { name: 'index' }),
      fromTarball(listener('public'), { name: 'tarball' }),
    ],
    expect: [registers, deploys],
  }),
  scenario('skew/new-controller-0.15-agent', {
    story: 'A controller from 0.16 on with an agent of 0.13.1 to 0.15: HelmOps deploy, public and with a CA.',
    source: ['rancher/fleet#4724'],
    tier: 'full',
    appliesTo: {
      controller: '>=0.16.0-0',
      agent: '>=0.13.1-0 <0.16.0-0',
      because: 'it is about a controller from 0.16 on with an agent of 0.13.1 to 0.15',
    },
    world: strictWorld,
    helmOps: [
      fromIndex(listener('public'), { name: 'public' }),
      fromIndex(listener('private'), { name: 'given-ca', trust: 'private' }),
      fromTarball(listener('private'), { name: 'skip', skipTls: true }),
    ],
    expect: [registers, deploys],
  }),
  scenario('skew/agent-initiated-old', {
    story: 'An agent before 0.16 registers by itself with a controller from 0.16 on.',
    source: ['rancher/fleet#2507'],
    tier: 'full',
    appliesTo: {
      controller: '>=0.16.0-0',
      agent: '<0.16.0-0',
      because: 'it is about a controller from 0.16 on with an agent before it',
    },
    world: { ...strictWorld, registration: 'agent-initiated' },
    expect: [registers],
    records: [agentNamesNoToken],
  }),
  scenario('up/old-to-new', {
    story:
      'Fleet is upgraded from a version whose HelmOps fail: the agent is replaced and stays registered, HelmOps deploy.',
    source: ['rancher/fleet#3589', 'rancher/fleet#3806'],
    tier: 'full',
    appliesTo: {
      controller: '<0.13.0-0',
      agent: '<0.13.0-0',
      because: 'it is about an upgrade from before 0.13',
    },
    world: strictWorld,
    expect: [registers],
    afterwards: [
      {
        change: { kind: 'fleet-release' },
        helmOps: [fromIndex(listener('public'), { name: 'after' })],
        expect: [deploys],
      },
    ],
  }),
]);
