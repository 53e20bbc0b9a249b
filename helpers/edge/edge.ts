import { Wait } from 'testcontainers';
import type { Context } from '../process/context.ts';
import { HarnessError } from '../process/errors.ts';
import { run } from '../process/run.ts';
import { startContainer } from './container.ts';
import { edgeContents } from './contents.ts';
import type { ListenerSpec } from './listener.ts';
import { readEdge } from './readEdge.ts';
import type { EdgeRecord } from './record.ts';

/** What an edge is made of. */
export interface EdgeSpec {
  /** An image with nginx 1.22 or newer and a shell, present in the local Docker. */
  image: string;
  /** The run's docker network, by name. */
  network: string;
  /** Tells the edges of a run apart: small letters, digits and dashes. None by default. */
  name?: string;
  listeners: readonly ListenerSpec[];
}

/** An edge that answers. */
export interface StartedEdge {
  /** The container's name. */
  container: string;
  /** Its DNS name on the network; the one that {@link edgeAlias} told beforehand. */
  alias: string;
  /** Its IPv4 address on the network. */
  address: string;
  /** `https://<alias>:<port>` of a listener, `http` for a plain one; throws HarnessError `config` when there is none. */
  url(listenerName: string): string;
  /** As {@link readEdge} does. */
  record(): Promise<EdgeRecord>;
  /** Removes it; what it has seen is gone then. */
  stop(): Promise<void>;
}

/**
 * The DNS name of a run's edge, known before it starts because its certificates bear it: the container's own name.
 * @param name that of {@link EdgeSpec}.
 * @throws HarnessError `config` when it cannot be an edge's name.
 */
export function edgeAlias(runId: string, name?: string): string {
  const alias = name === undefined ? `ftls-${runId}-edge` : `ftls-${runId}-edge-${name}`;
  const unclear = name !== undefined && /(?:^|-)other$/.test(name);
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(alias) && otherAliasOf(alias).length <= 63 && !unclear) return alias;
  throw new HarnessError('config', {
    message: `${JSON.stringify(name ?? runId)} cannot be the name of an edge`,
    cure: 'Use few small letters, digits and dashes, and not `other` as the last word',
  });
}

/**
 * A second DNS name of the same edge: another host, as far as clients can tell, for what must not follow a redirect
 * to another host.
 * @throws HarnessError `config` as {@link edgeAlias} does.
 */
export function otherEdgeAlias(runId: string, name?: string): string {
  return otherAliasOf(edgeAlias(runId, name));
}

function otherAliasOf(alias: string): string {
  return `${alias}-other`;
}

/**
 * Starts an edge of the run and waits until all its listeners listen. No port is published: clients are on the network.
 * @throws HarnessError `config` for listeners that contradict each other, and as `startContainer` does: `edge-failed`
 *   when the container does not start, with nginx's own words.
 */
export async function startEdge(context: Context, spec: EdgeSpec): Promise<StartedEdge> {
  const alias = edgeAlias(context.runId, spec.name);
  const stop = await startContainer(context, {
    what: 'edge',
    name: alias,
    aliases: [otherAliasOf(alias)],
    image: spec.image,
    network: spec.network,
    command: ['nginx', '-g', 'daemon off;'],
    // nginx stamps connection events with the local time and no zone.
    environment: { TZ: 'UTC' },
    contents: edgeContents(spec.listeners),
    // nginx opens all its ports before it starts its worker, so this line needs no published port to be checked.
    ready: Wait.forLogMessage(/start worker process \d+/),
  });
  return {
    container: alias,
    alias,
    address: await addressOf(alias, spec.network, context.signal),
    stop,
    url: name => urlOf(spec, alias, name),
    record: () => readEdge(alias, context.signal),
  };
}

async function addressOf(container: string, network: string, signal: AbortSignal): Promise<string> {
  const format = `{{(index .NetworkSettings.Networks "${network}").IPAddress}}`;
  return (await run('docker', ['inspect', '--format', format, container], { signal })).stdout.trim();
}

function urlOf({ listeners }: EdgeSpec, alias: string, name: string): string {
  const listener = listeners.find(one => one.name === name);
  if (!listener) {
    throw new HarnessError('config', {
      message: `the edge has no listener ${name}`,
      cure: `Its listeners are: ${listeners.map(one => one.name).join(', ')}`,
    });
  }
  return `${listener.leaf ? 'https' : 'http'}://${alias}:${listener.port}`;
}
