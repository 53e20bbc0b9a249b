import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createAuthority } from '../../certs/authority.ts';
import { EventProgress } from '../process/progress.ts';
import { run } from '../process/run.ts';
import { derivedImage, RECIPE_LABEL } from './image.ts';

/** A header alone is in every program that can read keys; a key has base64 below it. */
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----\r?\n([A-Za-z0-9+/]{24})[A-Za-z0-9+/=\r\n]{16}/g;
const LONGER_THAN_ITS_BEGINNING = 128;
/** Who judges real Fleets has many images. */
const GIGABYTES_MS = 1_200_000;

/** How the keys begin that everybody has: Debian's libgnutls brings them along, for its self-tests. */
const OF_GNUTLS = [
  'MGoCAQAwIQYIKoUDBwEBAQIw',
  'MEgCAQAwHwYIKoUDBwEBAQEw',
  'MEUCAQAwHAYGKoUDAgITMBIG',
  'MHcCAQEEIPAKWV7+pZe9c5Eu',
  'MIIDTQIBAAKCAQEAh60B6yPM',
  'MIIEogIBAAKCAQEA6yCv+BLr',
];

/** How the private keys begin that the images' layers hold, each once. */
async function keysInLayers(refs: readonly string[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ftls-layers-'));
  try {
    const archive = join(folder, 'images.tar');
    await run('docker', ['save', '--output', archive, ...refs]);
    const keys = new Set<string>();
    let before = '';
    for await (const piece of createReadStream(archive, { highWaterMark: 2 ** 24, encoding: 'latin1' })) {
      for (const [, beginning] of `${before}${piece}`.matchAll(PRIVATE_KEY)) keys.add(beginning ?? '');
      before = piece.slice(-LONGER_THAN_ITS_BEGINNING);
    }
    return [...keys].filter(key => !OF_GNUTLS.includes(key));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function imagesMadeHere(): Promise<string[]> {
  const filters = ['--filter', `label=${RECIPE_LABEL}`, '--filter', 'reference=fleet-tls-e2e/*'];
  const { stdout } = await run('docker', ['image', 'ls', ...filters, '--format', '{{.Repository}}:{{.Tag}}']);
  return stdout.split('\n').filter(ref => ref !== '' && !ref.includes('/test-'));
}

test(
  'no layer of an image that was made on this machine holds a private key',
  async () => {
    const made = await imagesMadeHere();
    expect(made).not.toEqual([]);
    expect(await keysInLayers(made)).toEqual([]);
  },
  GIGABYTES_MS,
);

test('a private key in a layer would be found', async () => {
  const { keyPem } = await createAuthority({ commonName: 'of a test' });
  const progress = new EventProgress(() => {});
  const context = {
    cacheDir: mkdtempSync(join(tmpdir(), 'ftls-image-')),
    signal: new AbortController().signal,
    progress,
  };
  const base = `fleet-tls-e2e/test-layers-base:${process.pid}`;
  const empty = join(context.cacheDir, 'empty.tar');
  await run('tar', ['-cf', empty, '--files-from', '/dev/null']);
  const { stdout } = await run('docker', ['import', empty, base]);
  onTestFinished(() => run('docker', ['rmi', '--force', base]).then(() => undefined));
  const from = { ref: base, id: stdout.trim() };
  const image = await derivedImage(context, from, 'test-key', { '/etc/ssl/private/ca.key': keyPem });
  onTestFinished(() => run('docker', ['rmi', '--force', image.ref]).then(() => undefined));

  expect(await keysInLayers([image.ref])).toEqual([expect.stringMatching(/^M/)]);
});
