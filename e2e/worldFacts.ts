import { type ConnectionFacts, OWN_CERTIFICATE, type WorldFacts } from '../helpers/report/trust.ts';
import type {
  CertificateFlaw,
  Change,
  GitRepoAct,
  GivenCa,
  HelmOpAct,
  ListenerSpec,
  Scenario,
  WorldSpec,
} from '../scenarios/vocabulary/index.ts';
import { stepsOf } from './plan/listeners.ts';

/** The CA that the supply puts into the store of the images under test. */
const STORE = ['public'];

/** Who trusts whom in a scenario, for the report. */
export function worldFacts(scenario: Scenario): WorldFacts {
  const { world } = scenario;
  const acts = stepsOf(scenario).flatMap(({ helmOps = [], gitRepos = [] }) => [
    ...helmOps.map(helmOp => helmOpConnection(helmOp, world)),
    ...gitRepos.flatMap(gitRepo => gitConnections(gitRepo, world)),
  ]);
  return {
    mode: world.mode,
    registration: world.registration,
    store: STORE,
    connections: [...importConnection(world), registrationConnection(world), ...acts],
    changes: (scenario.afterwards ?? []).flatMap(({ change }) => (change ? [changeInWords(change)] : [])),
  };
}

/** Everything but `system-store` counts as strict for an agent that registers, even an empty mode. */
function registrationConnection(world: WorldSpec): ConnectionFacts {
  const { trust, globalTrust = 'none', mode, up, byAddress } = world;
  const own = trust === 'none' && globalTrust !== 'none' ? globalTrust : trust;
  const connection = {
    purpose: 'registration',
    clients: ['agent' as const],
    server: byAddress ? 'upstream API, by its IP address' : 'upstream API',
    store: mode === 'system-store' ? ('counts' as const) : ('hidden' as const),
  };
  if (world.registration === 'local')
    return {
      ...connection,
      given: ["the cluster's own CA"],
      givenBy: 'its service account',
      chain: [OWN_CERTIFICATE, "the cluster's own CA"],
    };
  return {
    ...connection,
    ...given(own, own === trust ? 'apiServerCA' : "apiServerCA in the controller's config"),
    ...shown(up),
  };
}

/** The controller goes by the CA of the kubeconfig alone; without one, and in system-store mode, by its store. */
function importConnection({ down, mode }: WorldSpec): ConnectionFacts[] {
  if (down === undefined) return [];
  return [
    {
      purpose: 'import',
      clients: ['controller'],
      server: 'downstream API',
      ...given(down.trust, 'the kubeconfig'),
      store: mode === 'system-store' || down.trust === 'none' ? 'counts' : 'hidden',
      ...shown(down.at),
    },
  ];
}

/** A tarball is fetched by the agent alone; of the other forms the controller reads the versions. */
function helmOpConnection(act: HelmOpAct, { rancherCa = 'none' }: WorldSpec): ConnectionFacts {
  const { name, form, charts, trust = 'none', skipTls = false } = act;
  const ca =
    trust === 'none' && rancherCa !== 'none'
      ? given(rancherCa, "Rancher's secrets")
      : given(trust, 'helmSecretName');
  return {
    purpose: `HelmOp ${name}`,
    clients: form === 'tarball' ? ['agent'] : ['controller', 'agent'],
    server: form === 'oci' ? 'OCI registry' : 'chart server',
    ...ca,
    store: 'counts',
    ...(skipTls && { skipsVerification: true }),
    ...shown(charts),
  };
}

function gitConnections(
  { name, git, trust = 'none', chart, storage }: GitRepoAct,
  { rancherCa = 'none' }: WorldSpec,
): ConnectionFacts[] {
  const purpose = `GitRepo ${name}`;
  const ca =
    trust === 'none' && rancherCa !== 'none'
      ? given(rancherCa, "Rancher's secrets")
      : given(trust, 'caBundle');
  return [
    { purpose, clients: ['controller'], server: 'git server', ...ca, store: 'counts', ...shown(git) },
    ...(chart
      ? [
          {
            purpose,
            clients: ['controller' as const],
            server: 'chart server',
            ...given(chart.trust, 'helmSecretName'),
            store: 'counts' as const,
            ...shown(chart.at),
          },
        ]
      : []),
    ...(storage
      ? [
          {
            purpose,
            clients: ['controller' as const, 'agent' as const],
            server: 'OCI registry',
            ...given(storage.trust, "the storage's secret"),
            store: 'counts' as const,
            ...shown(storage.at),
          },
        ]
      : []),
  ];
}

function given(ca: GivenCa, by: string): Pick<ConnectionFacts, 'given' | 'givenBy'> {
  if (ca === 'none') return { given: [], givenBy: by };
  if (ca === 'own-leaf') return { given: [OWN_CERTIFICATE], givenBy: by };
  if (ca === 'malformed') return { given: ['no certificate'], givenBy: by };
  if (typeof ca === 'string') return { given: [ca], givenBy: by };
  return 'bundle' in ca
    ? { given: [...ca.bundle], givenBy: by }
    : { given: [...ca.joined], givenBy: `${by}, joined without a newline` };
}

function shown({ issuer, flaw, onlyTls }: ListenerSpec): Pick<ConnectionFacts, 'chain' | 'flaw'> {
  if (issuer === 'nobody') return { chain: [] };
  const leadsTo =
    issuer === 'intermediate' && flaw !== 'missing-intermediate' ? [issuer, 'private'] : [issuer];
  const words = [...(flaw ? [FLAWS[flaw]] : []), ...(onlyTls ? [`TLS ${onlyTls} alone`] : [])].join(', ');
  return { chain: [OWN_CERTIFICATE, ...leadsTo], ...(words !== '' && { flaw: words }) };
}

const FLAWS: Record<CertificateFlaw, string> = {
  expired: 'expired',
  'not-yet-valid': 'not valid yet',
  'wrong-name': 'for another name',
  'no-san': 'without a subject alternative name',
  'missing-intermediate': 'sent without the intermediate',
};

/** A change in a living world, in words. */
export function changeInWords(change: Change): string {
  switch (change.kind) {
    case 'agent-restarts':
      return "the agent's pod is deleted";
    case 'controller-mode':
      return `the controller's mode becomes ${change.mode}`;
    case 'config-touched':
      return "the controller's config is written again with the same meaning";
    case 'global-trust':
      return `the CA in the controller's config becomes ${caInWords(change.trust)}`;
    case 'agent-chart':
      return `the agent's chart is upgraded to ${[change.mode, change.trust && `the CA ${caInWords(change.trust)}`].filter(part => part !== undefined).join(' and ')}`;
    case 'credential-revoked':
      return "the agent's credential is revoked upstream";
    case 'up-certificate':
      return `the upstream API gets a certificate of ${change.becomes.issuer}`;
    case 'certificate':
      return `a chart server gets a certificate of ${change.becomes.issuer}`;
    case 'endpoint-down':
      return 'a chart server refuses connections';
    case 'endpoint-up':
      return 'a chart server listens again';
    case 'published':
      return `a chart server has the versions ${change.versions.join(', ')}`;
    case 'secret-trust':
      return `the secret of HelmOp ${change.of} carries the CA ${caInWords(change.trust)}`;
    case 'time':
      return `${change.seconds} s go by`;
    case 'fleet-release':
      return 'Fleet becomes the other release of the run';
  }
}

function caInWords(ca: GivenCa): string {
  return given(ca, '').given.join(' and ') || 'none';
}
