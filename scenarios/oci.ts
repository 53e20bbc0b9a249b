import {
  ociReferenceMoved,
  secretNotHandedOn,
  secretReadDownstream,
  storeHiddenForEver,
  whereRefused,
} from './records.ts';
import {
  deploys,
  deploysOf,
  family,
  fromRegistry,
  listener,
  refusesChart,
  scenario,
  strictWorld,
} from './vocabulary/index.ts';

const plain = listener('nobody');

export default family('HelmOps from an OCI registry', [
  scenario('op/oci-public', {
    story: "A registry whose certificate chains to a CA of the agent image's store.",
    source: ['rancher/fleet#1508', 'rancher/fleet#1520'],
    tier: 'full',
    world: strictWorld,
    helmOps: [fromRegistry(listener('public'))],
    expect: [deploys],
    records: [storeHiddenForEver, ociReferenceMoved],
  }),
  scenario('op/oci-private-ca', {
    story: 'A registry under a private CA that helmSecretName carries as cacerts.',
    source: ['rancher/fleet#1508'],
    tier: 'full',
    world: strictWorld,
    helmOps: [fromRegistry(listener('private'), { trust: 'private' })],
    expect: [deploys],
    records: [secretReadDownstream, secretNotHandedOn, storeHiddenForEver, ociReferenceMoved],
  }),
  scenario('op/oci-private-no-ca', {
    story: 'A registry under a CA that nobody was given is refused.',
    source: ['rancher/fleet#1520'],
    tier: 'full',
    world: strictWorld,
    helmOps: [fromRegistry(listener('private'))],
    expect: [refusesChart(/certificate signed by unknown authority/)],
    records: [whereRefused.oci.storeHidden],
  }),
  scenario('op/oci-plain-http', {
    story: 'A registry without TLS is spoken to only where the secret says so.',
    source: ['rancher/fleet#3855', 'rancher/fleet#3990'],
    tier: 'full',
    world: strictWorld,
    helmOps: [
      fromRegistry(plain, { name: 'allowed', plainHttp: true }),
      fromRegistry(plain, { name: 'not-allowed' }),
    ],
    expect: [
      deploysOf(['allowed']),
      refusesChart(/server gave HTTP response to HTTPS client/, { of: ['not-allowed'] }),
    ],
    records: [secretReadDownstream, secretNotHandedOn, storeHiddenForEver, ociReferenceMoved],
  }),
]);
