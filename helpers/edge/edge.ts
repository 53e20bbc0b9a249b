import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import {
  type ContainerRuntimeClient,
  GenericContainer,
  getContainerRuntimeClient,
  ImageName,
  Wait,
} from 'testcontainers';
import { type Context, RUN_LABEL } from '../process/context.ts';
import { HarnessError } from '../process/errors.ts';
import { run } from '../process/run.ts';
import { probeRepository } from './charts.ts';
import type { ListenerSpec } from './listener.ts';
import { EDGE_FILES, nginxConfig, tlsFilesOf } from './nginxConfig.ts';
import { type EdgeRecord, readEdgeRecord } from './record.ts';

const START_TIMEOUT_MS = 60_000;

/** What an edge is made of. */
export interface EdgeSpec {
  /** An image with nginx 1.22 or newer and `cat`, present in the local Docker. */
  image: string;
  /** The run's docker network, by name. */
  network: string;
  listeners: readonly ListenerSpec[];
}

/** An edge that answers. */
export interface StartedEdge {
  /** The container's name. */
  container: string;
  /** Its DNS name on the network; the one that {@link edgeAlias} told beforehand. */
  alias: string;
  /** `https://<alias>:<port>` of a listener; throws HarnessError `config` when there is none of that name. */
  url(listenerName: string): string;
  /** As {@link readEdge} does. */
  record(): Promise<EdgeRecord>;
  /** Removes it; what it has seen is gone then. */
  stop(): Promise<void>;
}

/**
 * The DNS name of a run's edge, known before it starts because its certificates bear it: the container's own name,
 * which Docker resolves on every network but its default one.
 */
export function edgeAlias(runId: string): string {
  return `ftls-${runId}-edge`;
}

/**
 * Starts the run's edge and waits until all its listeners listen. No port is published: clients are on the network.
 * @throws HarnessError `docker-unavailable`, `image-missing`, `name-taken`, `interrupted`; `config` for listeners
 *   that contradict each other; `edge-failed` when the container does not start, with nginx's own words.
 */
export async function startEdge(context: Context, spec: EdgeSpec): Promise<StartedEdge> {
  const config = nginxConfig(spec.listeners);
  const alias = edgeAlias(context.runId);
  throwIfInterrupted(context);
  const docker = await connect();
  await demandImage(docker, spec.image);
  await demandFreeName(docker, alias);

  const remove = () => removeContainer(docker, alias);
  context.ledger.enter({ kind: 'container', name: alias }, remove);
  const stop = async () => {
    await remove();
    context.ledger.strike('container', alias);
  };
  try {
    await startContainer(context.runId, { ...spec, config, alias });
    throwIfInterrupted(context);
    return {
      container: alias,
      alias,
      stop,
      url: name => urlOf(spec, alias, name),
      record: () => readEdge(alias, spec.listeners, context.signal),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Reads what a running edge has seen up to now; any process may ask.
 * @param container the name of the edge's container.
 * @param listeners those that it was started with.
 * @throws HarnessError `edge-failed` when the container is not there to tell, `interrupted` when the signal fired.
 */
export async function readEdge(
  container: string,
  listeners: readonly Pick<ListenerSpec, 'name' | 'port'>[],
  signal?: AbortSignal,
): Promise<EdgeRecord> {
  try {
    const { stdout } = await run(
      'docker',
      ['exec', container, 'cat', EDGE_FILES.record],
      signal ? { signal } : {},
    );
    return readEdgeRecord(stdout, listeners);
  } catch (cause) {
    if (!(cause instanceof HarnessError) || cause.code !== 'command-failed') throw cause;
    throw new HarnessError('edge-failed', {
      message: `the record of the edge cannot be read: ${cause.message}`,
      cure: `See \`docker logs ${container}\`, and whether something stopped that container`,
      cause,
    });
  }
}

async function startContainer(
  runId: string,
  spec: EdgeSpec & { config: string; alias: string },
): Promise<void> {
  let output: Readable | undefined;
  let said = '';
  const container = new GenericContainer(spec.image)
    .withName(spec.alias)
    .withLabels({ [RUN_LABEL]: runId })
    .withNetworkMode(spec.network)
    // testcontainers' own sweeper (Ryuk) is an image that may not be there; the run's ledger and label do its work.
    .withAutoCleanup(false)
    // nginx stamps connection events with the local time and no zone.
    .withEnvironment({ TZ: 'UTC' })
    .withEntrypoint(['nginx'])
    .withCommand(['-g', 'daemon off;'])
    .withCopyContentToContainer(contentsOf(spec))
    .withLogConsumer(stream => {
      output = stream.on('data', (text: string) => {
        said += text;
      });
    })
    // nginx opens all its ports before it starts its worker, so this line needs no published port to be checked.
    .withWaitStrategy(Wait.forLogMessage(/start worker process \d+/))
    .withStartupTimeout(START_TIMEOUT_MS);
  try {
    await container.start();
  } catch (cause) {
    // The container's last words may still be on their way.
    if (output) await finished(output, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    throw startFailure(spec, said, cause);
  } finally {
    output?.destroy();
  }
}

/** Keys travel into the container, never into an image or onto the host's disk. */
function contentsOf({ config, listeners }: EdgeSpec & { config: string }) {
  const tls = listeners.flatMap(listener => {
    const { chain, key } = tlsFilesOf(listener);
    return [
      { content: listener.leaf.chainPem, target: chain, mode: 0o644 },
      { content: listener.leaf.keyPem, target: key, mode: 0o600 },
    ];
  });
  const charts = [...probeRepository()].map(([path, content]) => ({
    content,
    target: posix.join(EDGE_FILES.chartsFolder, path),
    mode: 0o644,
  }));
  return [{ content: config, target: EDGE_FILES.config, mode: 0o644 }, ...tls, ...charts];
}

/** Why the container did not start, in the words of nginx or Docker. */
function startFailure(spec: EdgeSpec & { alias: string }, said: string, cause: unknown): HarnessError {
  const words = cause instanceof Error ? cause.message : String(cause);
  const complaint = said.split('\n').find(line => line.includes('[emerg]')) ?? said.trim().split('\n').at(-1);
  if (/network \S+ not found|could not find .*network/i.test(words)) {
    return new HarnessError('edge-failed', {
      message: `the docker network ${spec.network} for the edge does not exist`,
      cure: 'It is made with the clusters; run again, and see `docker network ls`',
      cause,
    });
  }
  return new HarnessError('edge-failed', {
    message: `the edge did not start: ${complaint || words.split('\n', 1)[0]}`,
    cure: `See whether ${spec.image} has nginx 1.22 or newer, and whether its ports are free to use`,
    cause,
  });
}

function urlOf({ listeners }: EdgeSpec, alias: string, name: string): string {
  const listener = listeners.find(one => one.name === name);
  if (!listener) {
    throw new HarnessError('config', {
      message: `the edge has no listener ${name}`,
      cure: `Its listeners are: ${listeners.map(one => one.name).join(', ')}`,
    });
  }
  return `https://${alias}:${listener.port}`;
}

async function connect(): Promise<ContainerRuntimeClient> {
  try {
    return await getContainerRuntimeClient();
  } catch (cause) {
    throw new HarnessError('docker-unavailable', {
      message: 'no Docker daemon answers',
      cure: 'Run `fleet-tls doctor` to see what is missing',
      cause,
    });
  }
}

/** Looks first, since testcontainers would try to pull what is missing. */
async function demandImage(docker: ContainerRuntimeClient, image: string): Promise<void> {
  if (await docker.image.exists(ImageName.fromString(image))) return;
  throw new HarnessError('image-missing', {
    message: `the image ${image} of the edge is not in the local Docker`,
    cure: 'Run again, so that the supply makes it, and do not prune images meanwhile',
  });
}

async function demandFreeName(docker: ContainerRuntimeClient, name: string): Promise<void> {
  const found = await docker.container.dockerode.listContainers({
    all: true,
    filters: { name: [`^/?${name}$`] },
  });
  if (found.length === 0) return;
  throw new HarnessError('name-taken', {
    message: `a container ${name} exists already`,
    cure: `Sweep it with \`fleet-tls down\`, or remove it with \`docker rm -f ${name}\``,
  });
}

async function removeContainer(docker: ContainerRuntimeClient, name: string): Promise<void> {
  try {
    await docker.container.dockerode.getContainer(name).remove({ force: true, v: true });
  } catch (error) {
    const status =
      typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
    // 404: never created or gone; 409: somebody else is removing it.
    if (status !== 404 && status !== 409) throw error;
  }
}

function throwIfInterrupted({ signal }: Context): void {
  if (signal.aborted) {
    throw new HarnessError('interrupted', {
      message: 'interrupted while starting the edge',
      cure: 'Run it again',
    });
  }
}
