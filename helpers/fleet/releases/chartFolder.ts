import { readFileSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { inspect } from 'node:util';
import { parse } from 'yaml';
import { HarnessError } from '../../process/errors.ts';
import type { ReleaseCharts } from '../release.ts';
import { parseVersion } from '../version.ts';

/** What a branch's charts have for a version until they are released. It would be older than all that is known. */
const UNRELEASED = /^v?0\.0\.0(?![\d.])/;

/** What a folder of Fleet's charts says of itself. */
export interface ChartFolder {
  /** The fleet chart's appVersion, or the version that was given with the folder. */
  version: string;
  charts: ReleaseCharts;
  /** Image references that the fleet chart's values name. */
  images: { controller: string; agent: string };
}

/**
 * Reads a folder that holds the unpacked charts `fleet-crd`, `fleet` and `fleet-agent`.
 * @param given `<folder>` or `<version>=<folder>`; the version is the fleet chart's appVersion unless given.
 * @throws HarnessError `config` when it is no such folder.
 */
export function readChartFolder(given: string): ChartFolder {
  const { version: givenVersion, folder } = partsOf(given);
  const charts = {
    crd: join(folder, 'fleet-crd'),
    fleet: join(folder, 'fleet'),
    agent: join(folder, 'fleet-agent'),
  };
  for (const chart of Object.values(charts)) checkNamed(chart, folder);
  const { appVersion } = readYaml(join(charts.fleet, 'Chart.yaml'), folder);
  const version = givenVersion ?? appVersion;
  if (typeof version !== 'string') throw refusal(folder, 'its fleet chart has no appVersion');
  if (givenVersion === undefined && UNRELEASED.test(version)) throw unreleased(folder, version);
  const values = readYaml(join(charts.fleet, 'values.yaml'), folder);
  return {
    version: parseVersion(version),
    charts,
    images: {
      controller: imageOf(values.image, folder),
      agent: imageOf(values.agentImage, folder),
    },
  };
}

/** The same as {@link readChartFolder} takes, good for a command that is called from another folder. */
export function absoluteChartFolder(given: string): string {
  const { version, folder } = partsOf(given);
  return version === undefined ? folder : `${version}=${folder}`;
}

function partsOf(given: string): { version: string | undefined; folder: string } {
  const [, version, path = ''] = /^(?:([^=/]+)=)?(.+)$/s.exec(given) ?? [];
  return { version, folder: resolve(path) };
}

/** Helm takes a chart by what its Chart.yaml calls it: a folder with another chart in it is none of Fleet's. */
function checkNamed(chart: string, folder: string): void {
  const file = join(chart, 'Chart.yaml');
  // Not a pipe or a device either: reading one might never end.
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw refusal(folder, `${chart} holds no Chart.yaml`);
  const { name } = readYaml(file, folder);
  if (name !== basename(chart))
    throw refusal(folder, `${file} names its chart ${name === undefined ? 'not at all' : inspect(name)}`);
}

function unreleased(folder: string, version: string): HarnessError {
  return new HarnessError('config', {
    message: `the charts in ${folder} say ${version}, as those of a branch do, and not which Fleet they are of`,
    cure: `Name the version that it will become, as in --charts 0.17.0-dev=${folder}`,
  });
}

function readYaml(file: string, folder: string): Record<string, unknown> {
  try {
    const content: unknown = parse(readFileSync(file, 'utf8'), { logLevel: 'error' });
    if (typeof content === 'object' && content !== null) return content as Record<string, unknown>;
  } catch (cause) {
    throw refusal(folder, `${file} cannot be read (${firstLine(cause)})`, cause);
  }
  throw refusal(folder, `${file} holds no mapping`);
}

function firstLine(thrown: unknown): string {
  return (
    (thrown instanceof Error ? thrown.message : String(thrown)).split('\n', 1)[0]?.replace(/:$/, '') ?? ''
  );
}

/** Repository and tag as the specification of OCI's distribution has them: a text that is none could be a flag to Docker. */
const IMAGE =
  /^(?:[a-z0-9.-]+(?::\d+)?\/)?[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*:\w[\w.-]{0,127}(?:@sha256:[0-9a-f]{64})?$/;

function imageOf(values: unknown, folder: string): string {
  const { repository, tag } = (values ?? {}) as Record<string, unknown>;
  if (typeof repository !== 'string' || typeof tag !== 'string') {
    throw refusal(folder, 'the values of its fleet chart name no image');
  }
  const reference = `${repository}:${tag}`;
  if (!IMAGE.test(reference))
    throw refusal(
      folder,
      `the values of its fleet chart name the image ${inspect(reference)}, which none can be`,
    );
  return reference;
}

function refusal(folder: string, why: string, cause?: unknown): HarnessError {
  return new HarnessError('config', {
    message: `${folder} is no folder of Fleet's charts: ${why}`,
    cure: 'Give the folder that holds the unpacked charts fleet-crd, fleet and fleet-agent, as --charts [<version>=]<folder>',
    cause,
  });
}
