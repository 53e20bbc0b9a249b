import { gitCaLostInRace, ociStorageFieldsRenamed } from './records.ts';
import {
  edgeServedAgentNone,
  family,
  fromGit,
  gitDeploys,
  listener,
  refusesGit,
  scenario,
  strictWorld,
} from './vocabulary/index.ts';

const chartsOfBundle = listener('private');

export default family('GitOps, the contrast: pulled upstream, so the mode must not matter', [
  scenario('git/public', {
    story: "A git server whose certificate chains to a CA of the controller image's store.",
    source: ['rancher/fleet#3589'],
    tier: 'full',
    world: strictWorld,
    gitRepos: [fromGit(listener('public'))],
    expect: [gitDeploys],
  }),
  scenario('git/private-ca', {
    story: 'A git server under a private CA that caBundle carries.',
    source: ['rancher/fleet#3589'],
    tier: 'full',
    world: strictWorld,
    gitRepos: [fromGit(listener('private'), { trust: 'private' })],
    expect: [gitDeploys],
    records: [gitCaLostInRace],
  }),
  scenario('git/private-no-ca', {
    story: 'A git server under a CA that nobody was given is refused.',
    source: ['rancher/fleet#3589'],
    tier: 'full',
    world: strictWorld,
    gitRepos: [fromGit(listener('private'))],
    expect: [refusesGit(/certificate signed by unknown authority/)],
  }),
  scenario('git/helm-private-ca', {
    story: 'A bundle names a chart under a private CA that helmSecretName carries: the controller pulls it.',
    source: ['rancher/fleet#1508'],
    tier: 'full',
    world: strictWorld,
    gitRepos: [fromGit(listener('public'), { chart: { at: chartsOfBundle, trust: 'private' } })],
    expect: [gitDeploys, edgeServedAgentNone('.tgz')],
  }),
  scenario('git/old-strict', {
    story: 'A GitRepo deploys on an old agent under strict: the defect is that of HelmOps alone.',
    source: ['rancher/fleet#3589'],
    tier: 'core',
    appliesTo: { agent: '<0.13.0-beta.2', because: 'it is about agents that hide the store for ever' },
    world: strictWorld,
    gitRepos: [fromGit(listener('public'))],
    expect: [gitDeploys],
  }),
  scenario('git/oci-storage', {
    story: 'Bundles go through an OCI registry under a private CA, from which the agent pulls them.',
    source: ['rancher/fleet#4897', 'rancher/fleet#5182'],
    tier: 'full',
    appliesTo: { controller: '>=0.15.6', because: 'bundles in a registry take no CA before 0.15.6' },
    world: strictWorld,
    gitRepos: [fromGit(listener('public'), { storage: { at: listener('private'), trust: 'private' } })],
    expect: [gitDeploys],
    records: [ociStorageFieldsRenamed],
  }),
]);
