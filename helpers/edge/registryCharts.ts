import { PROBE_CHART } from './charts.ts';
import { execIn, script } from './exec.ts';
import { REGISTRY } from './files.ts';
import { type Blob, chartArtefact, tagOf } from './ociChart.ts';

const { port: PORT, storage: STORAGE } = REGISTRY;

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
