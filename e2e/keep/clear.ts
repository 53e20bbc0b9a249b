import { readFileSync } from 'node:fs';
import { renewRegistry } from '../../helpers/edge/registryCharts.ts';
import { renewEdge } from '../../helpers/edge/renew.ts';
import { renewGit } from '../../helpers/edge/repositories.ts';
import { fleetKinds } from '../../helpers/fleet/kinds.ts';
import { FLEET_API } from '../../helpers/fleet/places.ts';
import { connect, type KubeClient } from '../../helpers/kube/client.ts';
import { waitFor } from '../../helpers/kube/wait.ts';
import type { Context } from '../../helpers/process/context.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import type { RunHandle } from '../run/handle.ts';
import { listed } from './listed.ts';
import { isTrace, type Side, TRACED, type TracedKind } from './traces.ts';

/** How long Fleet and Kubernetes may take to let go of what a run left. */
const GONE_DEADLINE_MS = 120_000;

/** The same at the end of a run, where nobody has to wait for the rest. */
const LEAVING_DEADLINE_MS = 20_000;

/** How much of it is told one by one. */
const MOST_TOLD = 6;

/** One thing that a run left in a cluster. */
interface Trace {
  kind: TracedKind;
  name: string;
  namespace?: string;
  cluster: ClusterOfWorld;
  /** Kubernetes is removing it. */
  leaving: boolean;
}

interface ClusterOfWorld {
  /** As in `upstream u1`. */
  name: string;
  side: Side;
  client: KubeClient;
}

/**
 * Proves that what an earlier run left in a world is gone, before another one begins: looks into every cluster, edge and
 * server of the world, removes what it finds, says so, and looks again until there is nothing.
 * @throws HarnessError `world-unusable` when something stays.
 */
export async function proveCleared(context: Context, handle: RunHandle): Promise<void> {
  await context.progress.step('proving that nothing of an earlier run is left', async () => {
    const found = await removeTraces(context, handle, 'gone');
    // The agents first: one that lived on would fill the edge's record again.
    const renewed = await renewServers(context, handle);
    const told = [...found.map(traceWords), ...renewed];
    if (told.length > 0)
      context.progress.say(`removed what an earlier run had left: ${listed(told, MOST_TOLD)}`);
  });
}

/** Has what a run left go, without waiting for its end: the next run does that. */
export async function beginClearing(context: Context, handle: RunHandle): Promise<void> {
  await removeTraces(context, handle, 'leaving');
}

/**
 * Removes what a run left in the clusters, until it is gone, or is leaving at least.
 * @returns what was there at first and not on its way out.
 */
async function removeTraces(
  context: Context,
  handle: RunHandle,
  until: 'gone' | 'leaving',
): Promise<Trace[]> {
  const clusters = clustersOf(handle);
  // Of all the world's pairs: an earlier run may have played others.
  const keys = Object.keys(handle.pairs);
  const deadlineMs = until === 'gone' ? GONE_DEADLINE_MS : LEAVING_DEADLINE_MS;
  let first: Trace[] | undefined;
  const what = 'the end of what a run left';
  const options = { what, deadlineMs, everyMs: 250, signal: context.signal };
  try {
    await waitFor(options, async () => {
      const traces = (await Promise.all(clusters.map(cluster => tracesIn(cluster, keys)))).flat();
      const staying = traces.filter(({ leaving }) => !leaving);
      first ??= staying;
      const awaited = until === 'gone' ? traces : staying;
      if (awaited.length === 0) return { done: true, value: undefined };
      await removeFirst(awaited);
      return { done: false, saw: listed(traces.map(traceWords), MOST_TOLD) };
    });
  } catch (error) {
    throw error instanceof HarnessError && error.code === 'wait-expired' ? notCleared(error) : error;
  }
  return first ?? [];
}

/** Removes those whose turn it is. */
async function removeFirst(traces: readonly Trace[]): Promise<void> {
  const turn = Math.min(...traces.map(({ kind }) => kind.turn));
  await Promise.all(
    traces
      .filter(({ kind, leaving }) => kind.turn === turn && !leaving)
      .map(({ kind, name, namespace, cluster }) =>
        cluster.client.remove({
          apiVersion: kind.apiVersion,
          kind: kind.kind,
          name,
          ...(namespace !== undefined && { namespace }),
        }),
      ),
  );
}

async function tracesIn(cluster: ClusterOfWorld, pairKeys: readonly string[]): Promise<Trace[]> {
  const { side, client } = cluster;
  const known = side === 'upstream' ? await fleetKinds(client) : [];
  const kinds = TRACED[side].filter(
    ({ apiVersion, kind }) => apiVersion !== FLEET_API || known.includes(kind),
  );
  const found = await Promise.all(
    kinds.map(async kind =>
      (await client.list({ apiVersion: kind.apiVersion, kind: kind.kind }))
        .filter(({ metadata }) => isTrace(side, { kind: kind.kind, metadata }, pairKeys))
        .map(
          ({ metadata: { name, namespace, deletionTimestamp } }): Trace => ({
            kind,
            name,
            ...(namespace !== undefined && { namespace }),
            cluster,
            leaving: deletionTimestamp !== undefined,
          }),
        ),
    ),
  );
  return found.flat();
}

/** Brings the edges back to how they began, and what stands behind them; gives what was not so, in words. */
async function renewServers({ signal }: Context, handle: RunHandle): Promise<string[]> {
  const { edges, registry, git } = handle;
  const [listeners, repositories, gitRepositories] = await Promise.all([
    Promise.all(Object.values(edges).map(({ container }) => renewEdge(container, signal))),
    registry === undefined ? [] : renewRegistry(registry, signal),
    git === undefined ? [] : renewGit(git, signal),
  ]);
  return [
    ...listeners.flat().map(name => `the change of listener ${name}`),
    ...repositories.map(name => `${name} in the registry`),
    ...gitRepositories.map(name => `${name} on the git server`),
  ];
}

function clustersOf({ upstreams, downstreams }: RunHandle): ClusterOfWorld[] {
  const open = (side: Side, clusters: RunHandle['upstreams']) =>
    Object.entries(clusters).map(([key, { kubeconfig }]) => ({
      name: `${side} ${key}`,
      side,
      client: connect(readFileSync(kubeconfig, 'utf8')),
    }));
  return [...open('upstream', upstreams), ...open('downstream', downstreams)];
}

function traceWords({ kind, name, namespace, cluster }: Trace): string {
  return `${kind.kind} ${namespace === undefined ? name : `${namespace}/${name}`} (${cluster.name})`;
}

function notCleared(cause: HarnessError): HarnessError {
  return new HarnessError('world-unusable', {
    message: `the world is not clear of an earlier run: ${cause.message}`,
    cure: 'Remove it with `fleet-tls down`, or add --fresh for a world of its own',
    cause,
  });
}
