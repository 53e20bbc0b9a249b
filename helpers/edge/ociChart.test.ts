import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { probeArchive } from './charts.ts';
import { chartArtefact, tagOf } from './ociChart.ts';

describe('chartArtefact', () => {
  const { config, layer, manifest } = chartArtefact('v0.2.0');
  const read = JSON.parse(manifest.content.toString());

  it("has Helm's media types, and the chart's archive as its one layer", () => {
    expect(read).toMatchObject({
      schemaVersion: 2,
      mediaType: manifest.mediaType,
      config: { mediaType: 'application/vnd.cncf.helm.config.v1+json' },
      layers: [{ mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip' }],
    });
    expect(layer.content).toEqual(probeArchive('v0.2.0'));
    expect(JSON.parse(config.content.toString())).toMatchObject({ name: 'probe', version: 'v0.2.0' });
  });

  it('names every part by the digest and the size of its content', () => {
    expect(read.config).toMatchObject({ digest: config.digest, size: config.content.length });
    expect(read.layers[0]).toMatchObject({ digest: layer.digest, size: layer.content.length });
    for (const { digest, content } of [config, layer, manifest])
      expect(digest).toBe(`sha256:${createHash('sha256').update(content).digest('hex')}`);
  });

  it('is the same every time, and another for another version', () => {
    expect(chartArtefact('v0.2.0').manifest).toEqual(manifest);
    expect(chartArtefact('0.2.0').manifest.digest).not.toBe(manifest.digest);
  });
});

describe('tagOf', () => {
  it('writes the plus of a build, which no tag may have, as Helm does', () => {
    expect(tagOf('1.0.0-rc.1+build.2')).toBe('1.0.0-rc.1_build.2');
  });
});
