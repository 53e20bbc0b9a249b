import { createHash } from 'node:crypto';
import { fieldAt, textAt } from '../../kube/fields.ts';
import { parsedYaml } from '../../kube/yaml.ts';
import { HarnessError } from '../../process/errors.ts';
import { type BuildContext, cachedFolder } from '../../supply/cache.ts';
import { pulledImage, registryMirror } from '../../supply/registry.ts';
import { demandWebAddress } from '../../supply/webAddress.ts';
import type { Release } from '../release.ts';
import { readChartFolder } from './chartFolder.ts';
import { unpackChart } from './unpackChart.ts';

/** Where Fleet publishes its charts (README of rancher/fleet-helm-charts). */
const CHART_REPOSITORY = 'https://rancher.github.io/fleet-helm-charts';

/** The charts of a release. */
const CHARTS = ['fleet-crd', 'fleet', 'fleet-agent'] as const;

/** Where releases are fetched from; each is where Fleet publishes unless the environment says otherwise. */
export interface RegistryPlaces {
  /** URL of a Helm repository (FLEET_TLS_CHART_REPOSITORY). */
  charts: string;
  /** Host of an image registry, Docker Hub when empty (FLEET_TLS_REGISTRY). */
  images: string;
}

/** The places that the environment names. @throws HarnessError `config` for what is none. */
export function registryPlaces(env: NodeJS.ProcessEnv = process.env): RegistryPlaces {
  const charts = env.FLEET_TLS_CHART_REPOSITORY || CHART_REPOSITORY;
  demandWebAddress('FLEET_TLS_CHART_REPOSITORY', charts);
  return { charts, images: registryMirror(env) ?? '' };
}

/**
 * Releases as Fleet publishes them: charts from its Helm repository, held to the digests of the repository's index,
 * and the images that their values name.
 * @throws HarnessError `supply-unavailable` when a version is not there or does not arrive whole.
 */
export async function registryReleases(
  context: BuildContext,
  versions: readonly string[],
  places: RegistryPlaces = registryPlaces(),
): Promise<Release[]> {
  return Promise.all(versions.map(version => registryRelease(context, version, places)));
}

async function registryRelease(
  context: BuildContext,
  version: string,
  { charts, images }: RegistryPlaces,
): Promise<Release> {
  const folder = await cachedFolder(context, { name: 'fleet-charts', key: version }, async target => {
    for (const name of CHARTS) await fetchChart(context, { repository: charts, name, version }, target);
  });
  const found = readChartFolder(`${version}=${folder}`);
  const pull = async (reference: string) => {
    const { ref, id } = await pulledImage(context, images === '' ? reference : `${images}/${reference}`);
    return { reference: ref, digest: id };
  };
  const [controller, agent] = await Promise.all([pull(found.images.controller), pull(found.images.agent)]);
  return { version, standin: false, charts: found.charts, controller, agent };
}

interface WantedChart {
  repository: string;
  name: string;
  version: string;
}

async function fetchChart(context: BuildContext, wanted: WantedChart, target: string): Promise<void> {
  const { repository, name, version } = wanted;
  await context.progress.step(`fetching chart ${name} ${version}`, async () => {
    const indexUrl = `${repository.replace(/\/$/, '')}/index.yaml`;
    const entry = entryOf((await download(context, indexUrl)).toString('utf8'), wanted);
    const url = URL.parse(entry.url, indexUrl)?.href;
    if (url === undefined) throw unavailable(wanted, `its index names no address: ${entry.url}`);
    const archive = await download(context, url);
    const digest = createHash('sha256').update(archive).digest('hex');
    if (digest !== entry.digest) {
      throw unavailable(wanted, `${url} has SHA-256 ${digest}, where the index says ${entry.digest}`);
    }
    await unpackChart(archive, { name, target, signal: context.signal }).catch(cause => {
      throw unavailable(wanted, `${url} ${(cause as Error).message}`, cause);
    });
  });
}

/**
 * Where a Helm repository's index says that a chart is, by its own version or its appVersion.
 * @throws HarnessError `supply-unavailable` when it lists no such chart, or without a digest.
 */
export function entryOf(index: string, wanted: WantedChart): { url: string; digest: string } {
  const entries = fieldAt(parsedYaml(index), `entries.${wanted.name}`);
  const entry: unknown = (Array.isArray(entries) ? entries : []).find(
    listed =>
      textAt(listed, 'version') === wanted.version ||
      textAt(listed, 'appVersion').replace(/^v/, '') === wanted.version,
  );
  const [url] = [fieldAt(entry, 'urls')].flat();
  const digest = textAt(entry, 'digest');
  if (typeof url !== 'string' || digest === '')
    throw unavailable(wanted, 'the index lists none, or without a digest');
  return { url, digest };
}

async function download(context: BuildContext, url: string): Promise<Buffer> {
  const timeout = AbortSignal.timeout(60_000);
  try {
    const response = await fetch(url, { signal: AbortSignal.any([context.signal, timeout]) });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } catch (cause) {
    const { message, cause: beneath } = cause as Error;
    throw new HarnessError('supply-unavailable', {
      message: `${url} could not be fetched: ${beneath instanceof Error ? beneath.message : message}`,
      cure: 'Check the network, name a mirror with FLEET_TLS_CHART_REPOSITORY, or give charts with --charts',
      cause,
    });
  }
}

function unavailable({ repository, name, version }: WantedChart, why: string, cause?: unknown): HarnessError {
  return new HarnessError('supply-unavailable', {
    message: `chart ${name} ${version} cannot be had from ${repository}: ${why}`,
    cure: 'Look at the versions in that repository, or give the charts with --charts <folder>',
    cause,
  });
}
