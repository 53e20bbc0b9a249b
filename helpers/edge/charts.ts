import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { createTar } from 'nanotar';
import { stringify } from 'yaml';
import type { ChartsService } from './listener.ts';

/** The chart that HelmOps deploy; this version where none is named. */
export const PROBE_CHART = { name: 'probe', version: '0.1.0' } as const;

/** The file name of an archive of the probe chart. */
export function probeArchiveName(version: string = PROBE_CHART.version): string {
  return `${PROBE_CHART.name}-${version}.tgz`;
}

/** The name of the one ConfigMap that a release of the probe chart consists of. */
export function probeConfigMapOf(releaseName: string): string {
  return `${releaseName}-probe`;
}

/** The date in the archive and in the index: a fixed one, so that the same source gives the same bytes. */
const DATE = new Date('2024-01-01T00:00:00Z');

/** Files of a chart repository: path on the server, without a leading slash, to content. */
export type ChartRepository = ReadonlyMap<string, Buffer>;

/**
 * Makes the chart repository that a charts listener serves: `index.yaml`, whose URLs are relative so that it is true
 * under any name and port, and the archives that it lists. Always the same bytes for the same versions.
 */
export function probeRepository({
  path = '',
  versions = [PROBE_CHART.version],
}: Pick<ChartsService, 'path' | 'versions'> = {}): ChartRepository {
  const archives = versions.map(version => ({
    version,
    name: probeArchiveName(version),
    content: probeArchive(version),
  }));
  const index = {
    apiVersion: 'v1',
    entries: {
      [PROBE_CHART.name]: archives.map(({ version, name, content }) => ({
        apiVersion: 'v2',
        name: PROBE_CHART.name,
        version,
        created: DATE.toISOString(),
        digest: createHash('sha256').update(content).digest('hex'),
        urls: [name],
      })),
    },
    generated: DATE.toISOString(),
  };
  const folder = path === '' ? '' : `${path.slice(1)}/`;
  return new Map([
    [`${folder}index.yaml`, Buffer.from(stringify(index))],
    ...archives.map(({ name, content }): [string, Buffer] => [`${folder}${name}`, content]),
  ]);
}

/** What the probe chart says of itself in its Chart.yaml. */
export function probeMetadata(version: string) {
  return {
    apiVersion: 'v2',
    name: PROBE_CHART.name,
    version,
    type: 'application',
    description: 'One ConfigMap that shows that a chart was deployed',
  };
}

/** The archive of a version of the probe chart: always the same bytes. */
export function probeArchive(version: string): Buffer {
  return archiveOf(probeFiles(version));
}

function probeFiles(version: string): { name: string; data: string }[] {
  const { name } = PROBE_CHART;
  return [
    { name: `${name}/Chart.yaml`, data: stringify(probeMetadata(version)) },
    { name: `${name}/values.yaml`, data: stringify({ message: 'hello' }) },
    {
      name: `${name}/templates/configmap.yaml`,
      data: `apiVersion: v1
kind: ConfigMap
metadata:
  name: ${probeConfigMapOf('{{ .Release.Name }}')}
data:
  chart: "{{ .Chart.Name }}-{{ .Chart.Version }}"
  message: {{ .Values.message | quote }}
`,
    },
  ];
}

function archiveOf(files: { name: string; data: string }[]): Buffer {
  const archive = gzipSync(
    createTar(files, { attrs: { mode: '644', uid: 0, gid: 0, mtime: DATE.getTime() } }),
  );
  // The header's system byte differs between platforms; 255 says "unknown" (RFC 1952).
  archive[9] = 255;
  return archive;
}
