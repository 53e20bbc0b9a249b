import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

/** A registry on this machine that holds one image with an empty layer. For tests. */
export interface FakeRegistry {
  host: string;
  /** Digest of the image's manifest: what a reference pins. */
  digest: string;
  /** Digest of the image's configuration: what Docker calls its id. */
  id: string;
  /** Paths that were asked for. */
  asked: string[];
  close(): void;
}

/**
 * Starts it: just enough of the distribution API for `docker pull`.
 * @param repository the image's name, as in `kindest/node`; it answers to the tag `v1` and to its digest.
 * @param tamper serves another manifest under the digest, as a broken or evil registry would.
 */
export async function startFakeRegistry(repository: string, tamper = false): Promise<FakeRegistry> {
  const tar = Buffer.alloc(1024);
  const layer = gzipSync(tar);
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      // Tests at once must not share an image, so that each can remove its own.
      config: { Labels: { test: `${repository} ${process.pid} ${Date.now()}` } },
      rootfs: { type: 'layers', diff_ids: [digestOf(tar)] },
      history: [{ created: '2020-01-01T00:00:00Z' }],
    }),
  );
  const types = 'application/vnd.docker';
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: `${types}.distribution.manifest.v2+json`,
    config: { mediaType: `${types}.container.image.v1+json`, size: config.length, digest: digestOf(config) },
    layers: [
      { mediaType: `${types}.image.rootfs.diff.tar.gzip`, size: layer.length, digest: digestOf(layer) },
    ],
  });
  const digest = digestOf(manifest);
  const content = new Map<string, { type: string; body: Buffer }>();
  const served = { type: `${types}.distribution.manifest.v2+json`, body: Buffer.from(manifest) };
  content.set(`/v2/${repository}/manifests/v1`, served);
  content.set(`/v2/${repository}/manifests/${digest}`, {
    ...served,
    body: tamper ? Buffer.from(`${manifest} `) : served.body,
  });
  for (const blob of [config, layer]) {
    content.set(`/v2/${repository}/blobs/${digestOf(blob)}`, {
      type: 'application/octet-stream',
      body: blob,
    });
  }
  content.set('/v2/', { type: 'application/json', body: Buffer.from('{}') });
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const answer = content.get(request.url ?? '');
    if (!answer) return response.writeHead(404).end();
    const headers = {
      'Content-Type': answer.type,
      'Content-Length': answer.body.length,
      'Docker-Content-Digest': digestOf(answer.body),
    };
    return response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : answer.body);
  });
  return { host: await listen(server), digest, id: digestOf(config), asked, close: () => server.close() };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function digestOf(content: string | Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
