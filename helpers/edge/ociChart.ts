import { createHash } from 'node:crypto';
import { PROBE_CHART, probeArchive, probeMetadata } from './charts.ts';

/** Content that an OCI registry keeps under its digest. */
export interface Blob {
  mediaType: string;
  /** `sha256:...` of the content. */
  digest: string;
  content: Buffer;
}

/**
 * A version of the probe chart as the artefact that `helm push` makes (Helm 3.8 and newer, helm.sh/docs/topics/registries):
 * the chart's metadata as the configuration, the archive as the one layer. Always the same bytes.
 */
export function chartArtefact(version: string): { config: Blob; layer: Blob; manifest: Blob } {
  const config = blob(
    'application/vnd.cncf.helm.config.v1+json',
    Buffer.from(JSON.stringify(probeMetadata(version))),
  );
  const layer = blob('application/vnd.cncf.helm.chart.content.v1.tar+gzip', probeArchive(version));
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const manifest = {
    schemaVersion: 2,
    mediaType,
    config: descriptor(config),
    layers: [descriptor(layer)],
    annotations: {
      'org.opencontainers.image.title': PROBE_CHART.name,
      'org.opencontainers.image.version': version,
    },
  };
  return { config, layer, manifest: blob(mediaType, Buffer.from(JSON.stringify(manifest))) };
}

/** The tag of a chart's version: a tag has no `+`, so Helm writes `_` for it. */
export function tagOf(version: string): string {
  return version.replaceAll('+', '_');
}

function blob(mediaType: string, content: Buffer): Blob {
  return { mediaType, digest: `sha256:${createHash('sha256').update(content).digest('hex')}`, content };
}

function descriptor({ mediaType, digest, content }: Blob) {
  return { mediaType, digest, size: content.length };
}
