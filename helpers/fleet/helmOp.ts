import type { KubeClient, KubeObject } from '../kube/client.ts';
import { conditionOf, fieldAt, textAt } from '../kube/fields.ts';
import type { FleetAdapter } from './adapters/adapter.ts';
import { base64 } from './base64.ts';
import { FLEET_API } from './places.ts';

/** One HelmOp. */
export interface HelmOpRequest {
  name: string;
  /** The workspace of its clusters. */
  workspace: string;
  /** The names of its clusters, and the downstream namespace that the chart goes to in each. */
  targets: readonly { clusterName: string; namespace: string }[];
  /** A tarball's URL, a chart in a repository, or the reference of a chart in an OCI registry. */
  chart:
    | { tarball: string }
    | { repo: string; name: string; version: string }
    | { reference: string; version: string };
  secret?: HelmOpSecret;
  insecureSkipTLSVerify: boolean;
  /** Seconds between two looks for a new version; none by default. */
  pollingSeconds?: number;
}

/** What a HelmOp's secret carries. */
export interface HelmOpSecret {
  /** CA of the chart's server, PEM. */
  cacerts?: string;
  credentials?: { user: string; password: string };
  /** The registry is spoken to without TLS. */
  basicHTTP?: boolean;
}

/** The name of a HelmOp's secret. */
export function helmSecretName(helmOp: string): string {
  return `${helmOp}-helm`;
}

/** The objects of a HelmOp: itself, and its secret when it has one. */
export function helmOpObjects(adapter: FleetAdapter, request: HelmOpRequest): KubeObject[] {
  const { name, workspace, secret, targets, pollingSeconds } = request;
  const [first, ...others] = targets;
  const helmOp: KubeObject = {
    apiVersion: FLEET_API,
    kind: adapter.helmOpKind,
    metadata: { name, namespace: workspace },
    spec: {
      helm: { ...chartFields(adapter, request.chart), releaseName: name },
      namespace: first?.namespace,
      targets:
        others.length === 0
          ? targets.map(({ clusterName }) => ({ clusterName }))
          : targets.map(target => ({ ...target })),
      insecureSkipTLSVerify: request.insecureSkipTLSVerify,
      ...(secret !== undefined && { helmSecretName: helmSecretName(name) }),
      ...(pollingSeconds !== undefined && { pollingInterval: `${pollingSeconds}s` }),
    },
  };
  return secret === undefined ? [helmOp] : [secretObject(name, workspace, secret), helmOp];
}

function chartFields(adapter: FleetAdapter, chart: HelmOpRequest['chart']): Record<string, string> {
  if ('tarball' in chart) return { chart: chart.tarball };
  if ('reference' in chart) return adapter.ociChart(chart);
  return { repo: chart.repo, chart: chart.name, version: chart.version };
}

/** A secret that a HelmOp or a GitRepo fetches charts with. */
export function secretObject(helmOp: string, workspace: string, secret: HelmOpSecret): KubeObject {
  const { cacerts, credentials, basicHTTP } = secret;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: helmSecretName(helmOp), namespace: workspace },
    type: 'Opaque',
    data: {
      ...(cacerts !== undefined && { cacerts: base64(cacerts) }),
      ...(credentials && { username: base64(credentials.user), password: base64(credentials.password) }),
      ...(basicHTTP && { basicHTTP: base64('true') }),
    },
  };
}

/** How far a HelmOp (or a GitRepo's bundle) is, from the objects that Fleet writes. */
export interface HelmOpState {
  /** Fleet says that the agent deployed it. */
  deployed: boolean;
  /**
   * The error on the HelmOp itself (conditions Accepted and Ready): what its user sees. Both, where there are two: 0.12.4
   * leaves `Accepted=False` of a secret that came late beside what the agent says since. Empty when there is none.
   */
  shown: string;
  /** The agent's error on the BundleDeployment. Empty when there is none. */
  agentError: string;
  /**
   * The controller's error on the Bundle, of which the HelmOp may say nothing (0.13.0, rancher/fleet#3955). Empty when
   * there is none.
   */
  bundleError: string;
  /** `Accepted=False`: the controller refused, nothing reached the agent. */
  refusedByController: boolean;
  /** `Ready` on the HelmOp. */
  ready: string;
  /** The version that Fleet resolved; empty where it says none. */
  version: string;
  /** The version that its bundle hands on to the agent; empty where it names none. */
  bundleVersion: string;
}

/** The error that stands on a HelmOp, wherever Fleet says it; empty when there is none. */
export function errorOf({ agentError, shown, bundleError }: HelmOpState): string {
  return agentError || shown || bundleError;
}

/** The error that its user still sees on a HelmOp that deploys, or the agent's; empty when there is none. */
export function errorLeft({ shown, agentError }: HelmOpState): string {
  return shown || agentError;
}

/** Reads how far a HelmOp is, for the cluster of one namespace. */
export async function helmOpState(
  upstream: KubeClient,
  adapter: FleetAdapter,
  at: { name: string; workspace: string; clusterNamespace: string },
): Promise<HelmOpState> {
  const [helmOp, bundle, deployments] = await Promise.all([
    upstream.get({ apiVersion: FLEET_API, kind: adapter.helmOpKind, name: at.name, namespace: at.workspace }),
    upstream.get({ apiVersion: FLEET_API, kind: 'Bundle', name: at.name, namespace: at.workspace }),
    upstream.list(
      { apiVersion: FLEET_API, kind: 'BundleDeployment', namespace: at.clusterNamespace },
      `fleet.cattle.io/bundle-name=${at.name},fleet.cattle.io/bundle-namespace=${at.workspace}`,
    ),
  ]);
  return readHelmOpState({ helmOp, bundle, deployment: deployments[0] });
}

/** Reads a HelmOp's state out of its objects. */
export function readHelmOpState(objects: {
  helmOp: KubeObject | undefined;
  bundle?: KubeObject | undefined;
  deployment: KubeObject | undefined;
}): HelmOpState {
  const { helmOp, bundle, deployment } = objects;
  const accepted = conditionOf(helmOp, 'Accepted');
  const ready = conditionOf(helmOp, 'Ready');
  const deployed = conditionOf(deployment, 'Deployed');
  const ofBundle = conditionOf(bundle, 'Ready');
  const refusedByController = accepted?.status === 'False';
  return {
    deployed: deployed?.status === 'True' && fieldAt(deployment, 'status.ready') === true,
    shown: [accepted, ready]
      .flatMap(condition =>
        condition?.status === 'False' && condition.message !== '' ? [condition.message] : [],
      )
      .join('; '),
    agentError: deployed?.status === 'False' ? deployed.message : '',
    bundleError: ofBundle?.status === 'False' && ofBundle.reason === 'Error' ? ofBundle.message : '',
    refusedByController,
    ready: ready?.status ?? '',
    version: textAt(helmOp, 'status.version'),
    bundleVersion: textAt(bundle, 'spec.helm.version'),
  };
}
