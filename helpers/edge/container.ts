import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import {
  type ContainerRuntimeClient,
  GenericContainer,
  getContainerRuntimeClient,
  ImageName,
  type WaitStrategy,
} from 'testcontainers';
import { type Context, RUN_LABEL } from '../process/context.ts';
import { HarnessError } from '../process/errors.ts';

const START_TIMEOUT_MS = 60_000;

/** A container of the edge's room. No port of it is published: its clients are on the run's network. */
export interface ContainerSpec {
  /** What it is, to complete "the ... did not start". */
  what: string;
  /** Its name, which is its DNS name too: Docker resolves it on every network but its default one. */
  name: string;
  /** Further DNS names. */
  aliases?: readonly string[];
  /** An image that is present in the local Docker. */
  image: string;
  /** The run's docker network, by name. */
  network: string;
  /** Program and arguments. */
  command: readonly [string, ...string[]];
  environment?: Record<string, string>;
  /** What is put into it before it starts: secrets travel this way, never by an image or the host's disk. */
  contents: readonly ContainerFile[];
  /** When it counts as started. */
  ready: WaitStrategy;
}

/** A file inside a container. */
export interface ContainerFile {
  target: string;
  content: string | Buffer;
  mode: number;
}

/**
 * Starts a container of the run, which is in the run's ledger before it is created.
 * @returns what removes it.
 * @throws HarnessError `docker-unavailable`, `image-missing`, `name-taken`, `interrupted`; `edge-failed` when it does
 *   not start, with its own words.
 */
export async function startContainer(context: Context, spec: ContainerSpec): Promise<() => Promise<void>> {
  throwIfInterrupted(context, spec);
  const docker = await connect();
  await demandImage(docker, spec);
  await demandFreeName(docker, spec);

  const remove = () => removeContainer(docker, spec.name);
  context.ledger.enter({ kind: 'container', name: spec.name }, remove);
  const stop = async () => {
    await remove();
    context.ledger.strike('container', spec.name);
  };
  try {
    await createAndStart(context.runId, spec);
    throwIfInterrupted(context, spec);
    return stop;
  } catch (error) {
    await stop();
    throw error;
  }
}

async function createAndStart(runId: string, spec: ContainerSpec): Promise<void> {
  let output: Readable | undefined;
  let said = '';
  const container = new ContainerOnNetwork(spec.image)
    .withName(spec.name)
    .withLabels({ [RUN_LABEL]: runId })
    .withNetworkAndAliases(spec.network, spec.aliases ?? [])
    // testcontainers' own sweeper (Ryuk) is an image that may not be there; the run's ledger and label do its work.
    .withAutoCleanup(false)
    .withEnvironment(spec.environment ?? {})
    .withEntrypoint([spec.command[0]])
    .withCommand(spec.command.slice(1))
    .withCopyContentToContainer([...spec.contents])
    .withLogConsumer(stream => {
      output = stream.on('data', (text: string) => {
        said += text;
      });
    })
    .withWaitStrategy(spec.ready)
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

/** testcontainers' own aliases would put the container on Docker's default network too. */
class ContainerOnNetwork extends GenericContainer {
  withNetworkAndAliases(network: string, aliases: readonly string[]): this {
    this.createOpts.NetworkingConfig = { EndpointsConfig: { [network]: { Aliases: [...aliases] } } };
    return this.withNetworkMode(network);
  }
}

/** Why the container did not start, in its own words or Docker's. */
function startFailure(spec: ContainerSpec, said: string, cause: unknown): HarnessError {
  const words = cause instanceof Error ? cause.message : String(cause);
  const complaint = said.split('\n').find(line => line.includes('[emerg]')) ?? said.trim().split('\n').at(-1);
  if (/network \S+ not found|could not find .*network/i.test(words)) {
    return new HarnessError('edge-failed', {
      message: `the docker network ${spec.network} for the ${spec.what} does not exist`,
      cure: 'It is made with the clusters; run again, and see `docker network ls`',
      cause,
    });
  }
  return new HarnessError('edge-failed', {
    message: `the ${spec.what} did not start: ${complaint || words.split('\n', 1)[0]}`,
    cure: `See whether ${spec.image} has what the recipe of the edge's image installs`,
    cause,
  });
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
async function demandImage(docker: ContainerRuntimeClient, { image, what }: ContainerSpec): Promise<void> {
  if (await docker.image.exists(ImageName.fromString(image))) return;
  throw new HarnessError('image-missing', {
    message: `the image ${image} of the ${what} is not in the local Docker`,
    cure: 'Run again, so that the supply makes it, and do not prune images meanwhile',
  });
}

async function demandFreeName(docker: ContainerRuntimeClient, { name }: ContainerSpec): Promise<void> {
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
    const failure = removalFailure(name, error);
    if (failure !== undefined) throw failure;
  }
}

/** What it means that Docker did not remove a container; undefined where it is gone, or somebody else is removing it. */
export function removalFailure(name: string, error: unknown): unknown {
  const { statusCode, code, message } = error as { statusCode?: number; code?: string; message?: string };
  if (statusCode === 404 || statusCode === 409) return undefined;
  // Without an answer it was the connection that failed.
  if (statusCode !== undefined || code === undefined) return error;
  return new HarnessError('docker-unavailable', {
    message: `container ${name} is not removed: the Docker daemon does not answer (${message})`,
    cure: 'Start it, and run `fleet-tls down`',
    cause: error,
  });
}

function throwIfInterrupted({ signal }: Context, { what }: ContainerSpec): void {
  if (signal.aborted) {
    throw new HarnessError('interrupted', {
      message: `interrupted while starting the ${what}`,
      cure: 'Run it again',
    });
  }
}
