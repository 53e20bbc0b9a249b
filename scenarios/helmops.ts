import { secretReadDownstream, storeHiddenForEver } from './records.ts';
import {
  deploys,
  edgeServed,
  edgeServedNone,
  family,
  fromIndex,
  fromTarball,
  listener,
  refusesChart,
  scenario,
  strictWorld,
} from './vocabulary.ts';

export default family('HelmOps under strict TLS: do they deploy?', [
  scenario('op/index-public', {
    story: "An index repository whose certificate chains to a CA of the agent image's store.",
    source: ['rancher/fleet#3589', 'rancher/fleet#3806'],
    tier: 'core',
    world: strictWorld,
    helmOps: [fromIndex(listener('public'))],
    expect: [deploys, edgeServed('/index.yaml', '/probe-0.1.0.tgz')],
    records: [storeHiddenForEver],
  }),
  scenario('op/tarball-public', {
    story: "A tarball from a server whose certificate chains to a CA of the agent image's store.",
    source: ['rancher/fleet#3589'],
    tier: 'core',
    world: strictWorld,
    helmOps: [fromTarball(listener('public'))],
    expect: [deploys, edgeServed('/probe-0.1.0.tgz')],
    records: [storeHiddenForEver],
  }),
  scenario('op/tarball-private-no-ca', {
    story:
      'A tarball from a server under a CA that nobody gave the agent is refused, and nothing of it is fetched.',
    source: ['rancher/fleet#3589'],
    tier: 'core',
    world: strictWorld,
    helmOps: [fromTarball(listener('private'))],
    expect: [refusesChart(/certificate signed by unknown authority/), edgeServedNone('.tgz')],
    records: [storeHiddenForEver],
  }),
  scenario('op/tarball-private-ca', {
    story: 'A tarball from a server under a private CA that helmSecretName carries as cacerts.',
    source: ['rancher/fleet#3658', 'rancher/fleet#3988'],
    tier: 'core',
    world: strictWorld,
    helmOps: [fromTarball(listener('private'), { trust: 'private' })],
    expect: [deploys, edgeServed('/probe-0.1.0.tgz')],
    records: [secretReadDownstream, storeHiddenForEver],
  }),
]);
