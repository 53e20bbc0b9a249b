import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EventProgress } from '../process/progress.ts';
import { run } from '../process/run.ts';
import { derivedImage, findImage, type Image, madeImage } from './image.ts';

const signal = new AbortController().signal;
const base = `fleet-tls-e2e/test-base:${process.pid}`;
let from: Image;
const made: string[] = [base];

function context() {
  const progress = new EventProgress(() => {});
  return { cacheDir: mkdtempSync(join(tmpdir(), 'ftls-image-')), signal, progress };
}

beforeAll(async () => {
  const empty = join(mkdtempSync(join(tmpdir(), 'ftls-tar-')), 'empty.tar');
  await run('tar', ['-cf', empty, '--files-from', '/dev/null']);
  const { stdout } = await run('docker', ['import', empty, base]);
  from = { ref: base, id: stdout.trim() };
});

afterAll(async () => {
  await run('docker', ['rmi', '--force', ...made], { accept: [1] });
});

test('an image with files added is built once, and another content gives another image', async () => {
  const where = context();
  const file = { '/etc/ssl/certs/public.pem': `certificate ${process.pid}` };

  const first = await derivedImage(where, from, 'test-derived', file);
  const second = await derivedImage(where, from, 'test-derived', file);
  const other = await derivedImage(where, from, 'test-derived', { '/etc/ssl/certs/public.pem': 'other' });
  made.push(first.ref, other.ref);

  expect(second).toEqual(first);
  expect(other.ref).not.toBe(first.ref);
  expect(where.progress.spans).toHaveLength(2);
  expect(readdirSync(join(where.cacheDir, 'scratch'))).toEqual([]);
});

test('what is added can be read in the image at its path', async () => {
  const image = await derivedImage(context(), from, 'test-read', { '/etc/added.pem': `text ${process.pid}` });
  made.push(image.ref);
  const { stdout } = await run('docker', ['create', image.ref, '/none']);
  const container = stdout.trim();

  const copied = await run('docker', ['cp', `${container}:/etc/added.pem`, '-']);
  await run('docker', ['rm', container]);

  expect(copied.stdout).toContain(`text ${process.pid}`);
});

test('a making that fails leaves no image under the name', async () => {
  const ref = `fleet-tls-e2e/test-broken:${process.pid}`;
  const making = madeImage(context(), ref, async () => {
    throw new Error('no luck');
  });

  await expect(making).rejects.toThrow('no luck');
  expect(await findImage(ref, signal)).toBeUndefined();
});
