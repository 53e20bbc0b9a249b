import { Wait } from 'testcontainers';
import { stringify } from 'yaml';
import type { Context } from '../process/context.ts';
import { startContainer } from './container.ts';
import { REGISTRY } from './files.ts';

const CONFIG_FILE = '/etc/docker/registry/config.yml';

/** A registry that answers. */
export interface StartedRegistry {
  /** The container's name, which is all that it takes to push to it. */
  container: string;
  /** Removes it, with all that it held. */
  stop(): Promise<void>;
}

/** The host of a run's OCI registry, for a `registry` listener; known before it starts. */
export function registryHost(runId: string): string {
  return `${registryName(runId)}:${REGISTRY.port}`;
}

function registryName(runId: string): string {
  return `ftls-${runId}-registry`;
}

/**
 * Starts the run's OCI registry, empty. It speaks plain HTTP and demands nothing: clients come through a listener of
 * the edge.
 * @param options the edge's image, and the run's docker network by name.
 * @throws HarnessError as `startContainer` does.
 */
export async function startRegistry(
  context: Context,
  options: { image: string; network: string },
): Promise<StartedRegistry> {
  const name = registryName(context.runId);
  const stop = await startContainer(context, {
    ...options,
    what: 'registry',
    name,
    command: ['docker-registry', 'serve', CONFIG_FILE],
    contents: [{ target: CONFIG_FILE, content: stringify(CONFIG), mode: 0o644 }],
    ready: Wait.forLogMessage(/listening on /),
  });
  return { container: name, stop };
}

const CONFIG = {
  version: '0.1',
  log: { level: 'info', accesslog: { disabled: true } },
  storage: { filesystem: { rootdirectory: REGISTRY.storage } },
  // Where an upload goes on is told without host and port, which are the listener's.
  http: { addr: `:${REGISTRY.port}`, relativeurls: true },
};
