import type { KubeClient } from '../kube/client.ts';
import { fieldAt } from '../kube/fields.ts';
import { waitFor } from '../kube/wait.ts';
import type { Context } from '../process/context.ts';
import { adapterFor } from './adapters/choose.ts';
import { type HelmRelease, helmUpgrade, isInstalled } from './helm.ts';
import { FLEET_NAMESPACE } from './places.ts';
import type { Release } from './release.ts';

/** How a controller is installed. */
export interface InstallRequest {
  /** Tells the files of several installations of one run apart. */
  name: string;
  /** The helm binary. */
  helm: string;
  /** The upstream cluster's kubeconfig file. */
  kubeconfig: string;
  /** Charts and version of the controller. */
  release: Release;
  /** The image references as the nodes have them. */
  images: { controller: string; agent: string };
  /** `agentTLSMode`, as it is written into the values. */
  mode: string;
  /** The URL that stands in the controller's config; each cluster's secret overrides it. */
  apiServerURL: string;
  /** The CA in the controller's config, PEM; a cluster can be given none only where this is absent. */
  apiServerCA?: string;
  /** Whether git is served, and the upstream is a cluster of its own. */
  serves: { gitops: boolean; local: boolean };
}

/** The namespace of the upstream's own agent. */
export const LOCAL_AGENT_NAMESPACE = 'cattle-fleet-local-system';

/** Installs Fleet's CRDs and controller. @throws HarnessError `install-failed` */
export async function installFleet(context: Context, request: InstallRequest): Promise<void> {
  await helmUpgrade(context, crdRelease(request));
  await changeFleet(context, request);
}

/** Changes the installed controller's settings; the clusters that it has are imported anew by it. */
export async function changeFleet(context: Context, request: InstallRequest): Promise<void> {
  await helmUpgrade(context, fleetRelease(request));
}

/** Whether this very Fleet is installed already, and so set. */
export async function isFleetInstalled(context: Context, request: InstallRequest): Promise<boolean> {
  const releases = [crdRelease(request), fleetRelease(request)];
  const installed = await Promise.all(releases.map(release => isInstalled(context, release)));
  return installed.every(Boolean);
}

/** How long the controllers of a Fleet that is installed may take to be there again. */
const RUNNING_DEADLINE_MS = 60_000;

/** Waits until every controller of an installed Fleet runs. @throws HarnessError `wait-expired` */
export function awaitControllers(upstream: KubeClient, signal: AbortSignal): Promise<void> {
  const kind = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: FLEET_NAMESPACE };
  const options = { what: 'the controllers of the installed Fleet', deadlineMs: RUNNING_DEADLINE_MS, signal };
  return waitFor(options, async () => {
    const deployments = await upstream.list(kind);
    const missing = deployments.filter(one => !(Number(fieldAt(one, 'status.availableReplicas')) > 0));
    if (missing.length === 0) return { done: true, value: undefined };
    return {
      done: false,
      saw: `no pod of ${missing.map(({ metadata }) => metadata.name).join(', ')} is ready`,
    };
  });
}

function crdRelease({ helm, kubeconfig, name, release }: InstallRequest): HelmRelease {
  return {
    ...{ helm, kubeconfig, namespace: FLEET_NAMESPACE, name: 'fleet-crd', chart: release.charts.crd },
    values: {},
    file: `${name}-fleet-crd`,
  };
}

function fleetRelease(request: InstallRequest): HelmRelease {
  const { helm, kubeconfig, name, release } = request;
  return {
    ...{ helm, kubeconfig, namespace: FLEET_NAMESPACE, name: 'fleet', chart: release.charts.fleet },
    values: fleetValues(request),
    file: `${name}-fleet`,
  };
}

/** The chart values of an installation. */
export function fleetValues(request: InstallRequest): Record<string, unknown> {
  return {
    image: imageValues(request.images.controller),
    agentImage: imageValues(request.images.agent),
    bootstrap: { enabled: request.serves.local, agentNamespace: LOCAL_AGENT_NAMESPACE },
    gitops: { enabled: request.serves.gitops },
    apiServerURL: request.apiServerURL,
    apiServerCA: request.apiServerCA ?? '',
    agentTLSMode: request.mode,
    agentCheckinInterval: '15s',
    garbageCollectionInterval: '15s',
    debug: true,
    debugLevel: 1,
    ...adapterFor(request.release.version).controllerValues,
    ...request.release.values,
  };
}

/** An image reference as Fleet's charts take it. */
export function imageValues(reference: string): { repository: string; tag: string } {
  const colon = reference.lastIndexOf(':');
  return { repository: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}
