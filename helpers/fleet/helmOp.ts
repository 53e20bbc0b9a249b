import type { KubeClient, KubeObject } from '../kube/client.ts';
import { conditionOf, fieldAt } from '../kube/fields.ts';
import type { FleetAdapter } from './adapter.ts';
import { FLEET_API } from './cluster.ts';

/** One HelmOp for one cluster. */
export interface HelmOpRequest {
  name: string;
  /** The cluster's workspace. */
  workspace: string;
  clusterName: string;
  /** The downstream namespace that the chart goes to. */
  namespace: string;
  /** A tarball's URL, or a chart's name and version in a repository. */
  chart: { tarball: string } | { repo: string; name: string; version: string };
  /** CA of the chart's server, PEM, given in the HelmOp's secret; no secret when absent. */
  cacerts?: string;
  insecureSkipTLSVerify: boolean;
}

/** The objects of a HelmOp: itself, and its secret when it has one. */
export function helmOpObjects(adapter: FleetAdapter, request: HelmOpRequest): KubeObject[] {
  const secretName = `${request.name}-helm`;
  const chart =
    'tarball' in request.chart
      ? { chart: request.chart.tarball }
      : { repo: request.chart.repo, chart: request.chart.name, version: request.chart.version };
  const helmOp: KubeObject = {
    apiVersion: FLEET_API,
    kind: adapter.helmOpKind,
    metadata: { name: request.name, namespace: request.workspace },
    spec: {
      helm: { ...chart, releaseName: request.name },
      namespace: request.namespace,
      targets: [{ clusterName: request.clusterName }],
      insecureSkipTLSVerify: request.insecureSkipTLSVerify,
      ...(request.cacerts !== undefined && { helmSecretName: secretName }),
    },
  };
  if (request.cacerts === undefined) return [helmOp];
  const secret: KubeObject = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: secretName, namespace: request.workspace },
    type: 'Opaque',
    data: { cacerts: Buffer.from(request.cacerts).toString('base64') },
  };
  return [secret, helmOp];
}

/** How far a HelmOp is, from the objects that Fleet writes. */
export interface HelmOpState {
  /** Fleet says that the agent deployed it. */
  deployed: boolean;
  /** The error on the HelmOp itself (conditions Accepted and Ready): what its user sees. Empty when there is none. */
  shown: string;
  /** The agent's error on the BundleDeployment. Empty when there is none. */
  agentError: string;
  /** `Accepted=False`: the controller refused, nothing reached the agent. */
  refusedByController: boolean;
  /** `Ready` on the HelmOp. */
  ready: string;
}

/** Reads how far a HelmOp is. */
export async function helmOpState(
  upstream: KubeClient,
  adapter: FleetAdapter,
  at: { name: string; workspace: string; clusterNamespace: string },
): Promise<HelmOpState> {
  const [helmOp, deployments] = await Promise.all([
    upstream.get({ apiVersion: FLEET_API, kind: adapter.helmOpKind, name: at.name, namespace: at.workspace }),
    upstream.list(
      { apiVersion: FLEET_API, kind: 'BundleDeployment', namespace: at.clusterNamespace },
      `fleet.cattle.io/bundle-name=${at.name},fleet.cattle.io/bundle-namespace=${at.workspace}`,
    ),
  ]);
  return readHelmOpState(helmOp, deployments[0]);
}

/** Reads a HelmOp's state out of its objects. */
export function readHelmOpState(
  helmOp: KubeObject | undefined,
  deployment: KubeObject | undefined,
): HelmOpState {
  const accepted = conditionOf(helmOp, 'Accepted');
  const ready = conditionOf(helmOp, 'Ready');
  const deployed = conditionOf(deployment, 'Deployed');
  const refusedByController = accepted?.status === 'False';
  return {
    deployed: deployed?.status === 'True' && fieldAt(deployment, 'status.ready') === true,
    shown: (refusedByController ? accepted.message : '') || (ready?.status === 'False' ? ready.message : ''),
    agentError: deployed?.status === 'False' ? deployed.message : '',
    refusedByController,
    ready: ready?.status ?? '',
  };
}
