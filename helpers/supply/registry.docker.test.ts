import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { EventProgress } from '../process/progress.ts';
import { run } from '../process/run.ts';
import { type FakeRegistry, startFakeRegistry } from './fakeRegistry.fixture.ts';
import { pulledImage, registryAnswers } from './registry.ts';

const context = {
  cacheDir: mkdtempSync(join(tmpdir(), 'ftls-registry-')),
  signal: new AbortController().signal,
  progress: new EventProgress(() => {}),
};

let registry: FakeRegistry | undefined;

async function start(tamper = false): Promise<FakeRegistry> {
  registry = await startFakeRegistry('kindest/node', tamper);
  return registry;
}

afterEach(async () => {
  registry?.close();
  if (registry) await run('docker', ['rmi', '--force', registry.id], { accept: [1] });
  registry = undefined;
});

test('an image pinned by its digest is pulled once, and is there for the next run', async () => {
  const { host, digest, id, asked } = await start();
  const name = `${host}/kindest/node:v1@${digest}`;

  const first = await pulledImage(context, name);
  const requests = asked.length;
  const second = await pulledImage(context, name);

  expect(first).toEqual({ ref: `${host}/kindest/node@${digest}`, id });
  expect(second).toEqual(first);
  expect(asked.length).toBe(requests);
});

test('an image that is not what its digest says is refused', async () => {
  const { host, digest } = await start(true);

  const pull = pulledImage(context, `${host}/kindest/node:v1@${digest}`);

  await expect(pull).rejects.toMatchObject({
    code: 'supply-unavailable',
    message: expect.stringContaining(host),
  });
});

test('an image that the registry does not have is one error with its name and a cure', async () => {
  const { host } = await start();

  const pull = pulledImage(context, `${host}/library/debian:bookworm-slim`);

  await expect(pull).rejects.toMatchObject({
    code: 'supply-unavailable',
    message: expect.stringContaining(`${host}/library/debian:bookworm-slim could not be pulled`),
    cure: expect.stringContaining('FLEET_TLS_REGISTRY'),
  });
});

test('the registry on this machine is recognised as one', async () => {
  const { host } = await start();

  expect(await registryAnswers(context.signal, { FLEET_TLS_REGISTRY: host })).toMatchObject({
    answers: true,
  });
});
