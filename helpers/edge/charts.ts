import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { createTar } from 'nanotar';
import { stringify } from 'yaml';

/** The chart that HelmOps deploy. */
export const PROBE_CHART = { name: 'probe', version: '0.1.0', archive: 'probe-0.1.0.tgz' } as const;

/** The name of the one ConfigMap that a release of the probe chart consists of. */
export function probeConfigMapOf(releaseName: string): string {
  return `${releaseName}-probe`;
}

/** The date in the archive and in the index: a fixed one, so that the same source gives the same bytes. */
const DATE = new Date('2024-01-01T00:00:00Z');

/** Files of a chart repository: path on the server, without a leading slash, to content. */
export type ChartRepository = ReadonlyMap<string, Buffer>;

/**
 * Makes the chart repository that every charts listener serves: `index.yaml`, whose URLs are relative so that it
 * is true under any name and port, and the chart. Always the same bytes.
 */
export function probeRepository(): ChartRepository {
  const archive = archiveOf(probeFiles());
  const index = {
    apiVersion: 'v1',
    entries: {
      [PROBE_CHART.name]: [
        {
          apiVersion: 'v2',
          name: PROBE_CHART.name,
          version: PROBE_CHART.version,
          created: DATE.toISOString(),
          digest: createHash('sha256').update(archive).digest('hex'),
          urls: [PROBE_CHART.archive],
        },
      ],
    },
    generated: DATE.toISOString(),
  };
  return new Map([
    ['index.yaml', Buffer.from(stringify(index))],
    [PROBE_CHART.archive, archive],
  ]);
}

function probeFiles(): { name: string; data: string }[] {
  const { name, version } = PROBE_CHART;
  return [
    {
      name: `${name}/Chart.yaml`,
      data: stringify({
        apiVersion: 'v2',
        name,
        version,
        type: 'application',
        description: 'One ConfigMap that shows that a chart was deployed',
      }),
    },
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
