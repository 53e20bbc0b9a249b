import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Context } from '../process/context.ts';
import { HarnessError } from '../process/errors.ts';
import { run } from '../process/run.ts';
import { adapterFor } from './adapter.ts';
import type { Release } from './release.ts';

/** Where Fleet's controller lives. */
export const FLEET_NAMESPACE = 'cattle-fleet-system';

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
  mode: 'strict' | 'system-store';
  /** The URL that stands in the controller's config; each cluster's secret overrides it. */
  apiServerURL: string;
}

/**
 * Installs Fleet's CRDs and controller.
 * No global `apiServerCA` is given: a cluster could otherwise not be given an empty one (fleet-facts section 2).
 * @throws HarnessError `install-failed`
 */
export async function installFleet(context: Context, request: InstallRequest): Promise<void> {
  await helmUpgrade(context, request, 'fleet-crd', request.release.charts.crd, {});
  await helmUpgrade(context, request, 'fleet', request.release.charts.fleet, fleetValues(request));
}

/** Changes the installed controller's mode and agent image; the clusters that it has are imported anew by it. */
export async function changeFleet(context: Context, request: InstallRequest): Promise<void> {
  await helmUpgrade(context, request, 'fleet', request.release.charts.fleet, fleetValues(request));
}

/** The chart values of an installation. */
export function fleetValues(request: InstallRequest): Record<string, unknown> {
  return {
    image: imageValues(request.images.controller),
    agentImage: imageValues(request.images.agent),
    // The upstream is not managed as a cluster of its own: one agent fewer to wait for.
    bootstrap: { enabled: false },
    gitops: { enabled: false },
    apiServerURL: request.apiServerURL,
    agentTLSMode: request.mode,
    agentCheckinInterval: '15s',
    garbageCollectionInterval: '15s',
    debug: true,
    debugLevel: 1,
    ...adapterFor(request.release.version).extraValues,
  };
}

function imageValues(reference: string): { repository: string; tag: string } {
  const colon = reference.lastIndexOf(':');
  return { repository: reference.slice(0, colon), tag: reference.slice(colon + 1) };
}

async function helmUpgrade(
  context: Context,
  request: InstallRequest,
  name: string,
  chart: string,
  values: Record<string, unknown>,
): Promise<void> {
  const file = join(context.privateDir, `${request.name}-${name}-values.yaml`);
  writeFileSync(file, stringify(values), { mode: 0o600 });
  const args = [
    ...['upgrade', '--install', name, chart],
    ...['--namespace', FLEET_NAMESPACE, '--create-namespace'],
    ...['--kubeconfig', request.kubeconfig, '--values', file],
    ...['--wait', '--timeout', '4m'],
  ];
  try {
    await run(request.helm, args, { signal: context.signal });
  } catch (error) {
    if (error instanceof HarnessError && error.code === 'interrupted') throw error;
    throw new HarnessError('install-failed', {
      message: `chart ${name} of Fleet ${request.release.version} could not be installed: ${(error as Error).message}`,
      cure: 'Look at the chart folder and at the pods of cattle-fleet-system (`--keep` leaves the cluster standing)',
      cause: error,
    });
  }
}
