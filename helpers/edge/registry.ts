import { Wait } from 'testcontainers';
import { stringify } from 'yaml';
import type { Context } from '../process/context.ts';
import { PROBE_CHART } from './charts.ts';
import { startContainer } from './container.ts';
import { execIn, script } from './exec.ts';
import { type Blob, chartArtefact, tagOf } from './ociChart.ts';

const PORT = 5000;
const CONFIG_FILE = '/etc/docker/registry/config.yml';

/** A registry that answers. */
export interface StartedRegistry {
  /** The container's name, which is all that {@link seedChart} needs. */
  container: string;
  /** Removes it, with all that it held. */
  stop(): Promise<void>;
}

/** The host of a run's OCI registry, for a `registry` listener; known before it starts. */
export function registryHost(runId: string): string {
  return `${registryName(runId)}:${PORT}`;
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

/**
 * Brings the registry back to how it began: the probe chart's first version and nothing else.
 * @param container the name of the registry's container.
 * @returns the repositories that were there besides.
 * @throws HarnessError `edge-failed`, `interrupted`.
 */
export async function renewRegistry(container: string, signal?: AbortSignal): Promise<string[]> {
  const exec = { container, purpose: `bringing the registry ${container} back to how it began`, signal };
  const listed = await execIn({ ...exec, command: script(LIST, STORAGE) });
  const repositories = listed.split('\n').filter(name => name !== '' && name !== PROBE_CHART.name);
  if (repositories.length === 0) return [];
  await execIn({ ...exec, command: script('rm -rf "$1"', STORAGE) });
  await seedChart(container, {}, signal);
  return repositories;
}

/** The repositories, by what each of them has in the registry's storage. */
const LIST = `set -eu
cd "$1/docker/registry/v2/repositories"
find . -type d -name _manifests | sed 's,^\\./,,; s,/_manifests$,,'`;

const STORAGE = '/var/lib/docker-registry';

const CONFIG = {
  version: '0.1',
  log: { level: 'info', accesslog: { disabled: true } },
  storage: { filesystem: { rootdirectory: STORAGE } },
  // Where an upload goes on is told without host and port, which are the listener's.
  http: { addr: `:${PORT}`, relativeurls: true },
};

/**
 * Pushes a version of the probe chart, from inside the registry's container, so that no listener's record shows it.
 * @param container the name of the registry's container.
 * @param chart its repository as `helm push` makes it, the chart's name last (`probe` by default, as in
 *   `oci://<listener>/probe`); its version, 0.1.0 by default.
 * @returns the digest of its manifest.
 * @throws HarnessError `edge-failed`, `interrupted`.
 */
export async function seedChart(
  container: string,
  chart: { repository?: string; version?: string } = {},
  signal?: AbortSignal,
): Promise<string> {
  const { repository = PROBE_CHART.name, version = PROBE_CHART.version } = chart;
  const { config, layer, manifest } = chartArtefact(version);
  const url = `http://localhost:${PORT}/v2/${repository}`;
  const exec = (text: string, args: readonly string[], { content }: Blob) =>
    execIn({
      container,
      purpose: `pushing ${repository}:${version}`,
      command: script(text, ...args),
      input: content.toString('base64'),
      signal,
    });
  for (const blob of [config, layer]) await exec(PUSH_BLOB, [url, blob.digest], blob);
  await exec(PUSH_MANIFEST, [`${url}/manifests/${tagOf(version)}`, manifest.mediaType], manifest);
  return manifest.digest;
}

/** The two steps of a push by the distribution specification: begin an upload, then send it whole. */
const PUSH_BLOB = `set -eu
upload=$(curl --fail --silent --show-error --request POST --output /dev/null --write-out '%header{location}' \\
  "$1/blobs/uploads/")
base64 --decode | curl --fail --silent --show-error --request PUT --header 'Content-Type: application/octet-stream' \\
  --data-binary @- "http://localhost:${PORT}$upload&digest=$2"`;

const PUSH_MANIFEST = `set -eu
base64 --decode | curl --fail --silent --show-error --request PUT --header "Content-Type: $2" --data-binary @- "$1"`;
