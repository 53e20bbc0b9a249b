import { rancherCasJoinedUnseparated, rancherCaUnread, storeHiddenForEver, whereRefused } from './records.ts';
import {
  deploys,
  family,
  fromIndex,
  fromTarball,
  listener,
  refusesChart,
  scenario,
  strictWorld,
} from './vocabulary/index.ts';

export default family("HelmOps that fall back on Rancher's CA", [
  scenario('op/rancher-ca-fallback', {
    story: 'A server under the CA that Rancher keeps in cattle-system needs no CA in the secret.',
    source: ['rancher/fleet#3845', 'rancher/fleet#4724'],
    tier: 'full',
    world: { ...strictWorld, rancherCa: 'private' },
    helmOps: [fromIndex(listener('private')), fromTarball(listener('private'))],
    expect: [deploys],
    records: [storeHiddenForEver, rancherCaUnread],
  }),
  scenario('op/explicit-ca-wins', {
    story: "The secret's CA decides where Rancher has one, too.",
    source: ['rancher/fleet#4724'],
    tier: 'full',
    world: { ...strictWorld, rancherCa: 'private' },
    helmOps: [fromTarball(listener('private'), { trust: 'other' })],
    expect: [refusesChart(/certificate signed by unknown authority/)],
    records: [whereRefused.tarball.storeHidden],
  }),
  scenario('op/rancher-ca-no-newline', {
    story: "Rancher's CA has no newline at its end and an additional one follows: both are trusted.",
    source: ['rancher/fleet#4724'],
    tier: 'full',
    world: { ...strictWorld, rancherCa: { joined: ['other', 'private'] } },
    helmOps: [fromTarball(listener('private'))],
    expect: [deploys],
    records: [storeHiddenForEver, rancherCaUnread, rancherCasJoinedUnseparated],
  }),
]);
