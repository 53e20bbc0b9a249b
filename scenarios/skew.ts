import { storeHiddenForEver } from './records.ts';
import {
  deploys,
  family,
  fromIndex,
  fromTarball,
  listener,
  registers,
  scenario,
  strictWorld,
} from './vocabulary.ts';

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
]);
