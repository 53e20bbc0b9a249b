import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { parseTar } from 'nanotar';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { probeArchive, probeArchiveName, probeConfigMapOf, probeRepository } from './charts.ts';

function file(name: string): Buffer {
  const content = probeRepository().get(name);
  if (!content) throw new Error(`no ${name} in the repository`);
  return content;
}

/** The archive's files: path to text. */
function archive(): Map<string, string> {
  // A copy: the reader looks at the whole memory behind a Buffer, which others may share.
  const tar = new Uint8Array(gunzipSync(file(probeArchiveName())));
  return new Map(parseTar(tar).map(({ name, text }) => [name, text]));
}

describe('probeRepository', () => {
  it('lists the chart under a relative URL with the digest of its archive', () => {
    const index = parse(file('index.yaml').toString());
    expect(index.entries.probe).toEqual([
      expect.objectContaining({
        name: 'probe',
        version: '0.1.0',
        urls: ['probe-0.1.0.tgz'],
        digest: createHash('sha256').update(file('probe-0.1.0.tgz')).digest('hex'),
      }),
    ]);
  });

  it('has a Chart.yaml that agrees with the index', () => {
    const {
      created: _,
      digest: __,
      urls: ___,
      ...listed
    } = parse(file('index.yaml').toString()).entries.probe[0];
    expect(parse(archive().get('probe/Chart.yaml') ?? '')).toMatchObject(listed);
  });

  it('deploys one ConfigMap that is named for its release', () => {
    const templates = [...archive().keys()].filter(name => name.startsWith('probe/templates/'));
    expect(templates).toEqual(['probe/templates/configmap.yaml']);
    const rendered = (archive().get('probe/templates/configmap.yaml') ?? '').replace(
      '{{ .Release.Name }}',
      'r1',
    );
    expect(rendered).toContain(`name: ${probeConfigMapOf('r1')}\n`);
  });

  it('gives the same bytes every time', () => {
    // The digest itself, so that a new library or platform that changes the bytes is noticed.
    expect(
      createHash('sha256')
        .update(gunzipSync(file(probeArchiveName())))
        .digest('hex'),
    ).toBe('3dcd9a703874581b2b6301895ddd0ce7d2c6364f0db3accab5858775231bd287');
    expect(file(probeArchiveName()).subarray(4, 8)).toEqual(Buffer.alloc(4)); // gzip's own date
    expect(file(probeArchiveName())).toEqual(probeRepository().get(probeArchiveName()));
  });

  it('lists and holds the versions that are asked for, each with the same bytes every time', () => {
    const versions = ['0.1.0', '0.1.1', 'v0.2.0'];
    const repository = probeRepository({ versions });
    const index = parse(repository.get('index.yaml')?.toString() ?? '');
    expect(index.entries.probe.map((entry: { version: string }) => entry.version)).toEqual(versions);
    for (const { version, urls, digest } of index.entries.probe) {
      expect(urls).toEqual([`probe-${version}.tgz`]);
      const content = repository.get(urls[0]);
      expect(content).toEqual(probeArchive(version));
      expect(
        createHash('sha256')
          .update(content ?? '')
          .digest('hex'),
      ).toBe(digest);
    }
    expect(repository.get(probeArchiveName())).toEqual(file(probeArchiveName()));
  });

  it('lies under a path as it does at the root: its URLs are relative to the index', () => {
    const below = probeRepository({ path: '/team/charts' });
    expect([...below]).toEqual(
      [...probeRepository()].map(([name, content]) => [`team/charts/${name}`, content]),
    );
  });
});
