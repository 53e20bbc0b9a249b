import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { createTar } from 'nanotar';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { createAuthority, issueLeaf } from '../../../certs/authority.ts';
import { EventProgress } from '../../process/progress.ts';
import { run } from '../../process/run.ts';
import { type FakeRegistry, startFakeRegistry } from '../../supply/fakeRegistry.fixture.ts';
import { registryReleases } from './registry.ts';

/** A registry and an HTTPS file server on this machine stand for the ones that Fleet publishes to. */
let registry: FakeRegistry;
let server: Server;
const files = new Map<string, Buffer>();
const trusted = getCACertificates('default');

beforeEach(async () => {
  registry = await startFakeRegistry('rancher/fleet');
  const authority = await createAuthority({ commonName: 'file server CA' });
  const leaf = await issueLeaf(authority, { ipAddresses: ['127.0.0.1'] });
  setDefaultCACertificates([...trusted, authority.certPem]);
  server = createServer({ cert: leaf.chainPem, key: leaf.keyPem }, (request, response) => {
    const content = files.get(request.url ?? '');
    response.writeHead(content ? 200 : 404).end(content);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  publish('9.8.7');
});

afterEach(async () => {
  setDefaultCACertificates(trusted);
  files.clear();
  server.close();
  registry.close();
  await run('docker', ['rmi', '--force', registry.id], { accept: [1] });
});

/** Puts a release with its charts into the repository, the images being those of the registry. */
function publish(version: string): void {
  const image = { repository: 'rancher/fleet', tag: 'v1' };
  const charts = {
    'fleet-crd': {},
    fleet: { image, agentImage: image },
    'fleet-agent': {},
  };
  const entries = Object.entries(charts).map(([name, values]) => {
    const archive = gzipSync(
      createTar([
        { name: `${name}/Chart.yaml`, data: stringify({ name, version, appVersion: version }) },
        { name: `${name}/values.yaml`, data: stringify(values) },
      ]),
    );
    files.set(`/${name}-${version}.tgz`, Buffer.from(archive));
    const digest = createHash('sha256').update(archive).digest('hex');
    return [name, [{ version, appVersion: version, urls: [`${name}-${version}.tgz`], digest }]];
  });
  files.set('/index.yaml', Buffer.from(stringify({ entries: Object.fromEntries(entries) })));
}

function releases(version: string) {
  const context = {
    cacheDir: mkdtempSync(join(tmpdir(), 'ftls-releases-')),
    signal: new AbortController().signal,
    progress: new EventProgress(() => {}),
  };
  const { port } = server.address() as AddressInfo;
  return registryReleases(context, [version], { charts: `https://127.0.0.1:${port}`, images: registry.host });
}

test('a published release is fetched: its charts over HTTPS, held to their digests, and its images', async () => {
  const [release] = await releases('9.8.7');
  expect(release).toMatchObject({
    version: '9.8.7',
    standin: false,
    controller: { reference: `${registry.host}/rancher/fleet:v1`, digest: registry.id },
    agent: { digest: registry.id },
  });
});

test('a chart that is not what the index says is refused', async () => {
  files.set('/fleet-9.8.7.tgz', Buffer.from('something else'));
  await expect(releases('9.8.7')).rejects.toMatchObject({
    code: 'supply-unavailable',
    message: expect.stringContaining('where the index says'),
  });
});

test('a version that is not published is one error with its name, the place and a cure', async () => {
  await expect(releases('9.9.9')).rejects.toMatchObject({
    code: 'supply-unavailable',
    message: expect.stringMatching(/chart fleet[a-z-]* 9\.9\.9 cannot be had from https:\/\/127\.0\.0\.1/),
    cure: expect.stringContaining('--charts'),
  });
});

test('a server whose certificate nobody vouches for is not believed', async () => {
  setDefaultCACertificates(trusted);
  await expect(releases('9.8.7')).rejects.toMatchObject({
    code: 'supply-unavailable',
    message: expect.stringContaining('could not be fetched'),
  });
});
