import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { takeLock } from '../process/lock.ts';
import { EventProgress } from '../process/progress.ts';
import { type BuildContext, cachedFolder, removeHalfMade, withScratch } from './cache.ts';
import { cacheFolder } from './cacheFolder.mjs';

function context(): BuildContext {
  return {
    cacheDir: mkdtempSync(join(tmpdir(), 'ftls-cache-')),
    signal: new AbortController().signal,
    progress: new EventProgress(() => {}),
  };
}

const ARTEFACT = { name: 'thing', key: '0123456789ab' };

test('the cache lies where the environment says, else in the usual place for caches', () => {
  expect(cacheFolder({ FLEET_TLS_CACHE: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a');
  expect(cacheFolder({ XDG_CACHE_HOME: '/b' })).toBe('/b/fleet-tls-e2e');
  expect(cacheFolder({})).toMatch(/\/\.cache\/fleet-tls-e2e$/);
});

test('an artefact is made once and found afterwards', async () => {
  const where = context();
  let makings = 0;
  const make = async (folder: string) => {
    makings += 1;
    writeFileSync(join(folder, 'file'), 'content');
  };

  const first = await cachedFolder(where, ARTEFACT, make);
  const second = await cachedFolder(where, ARTEFACT, make);

  expect(second).toBe(first);
  expect(readFileSync(join(first, 'file'), 'utf8')).toBe('content');
  expect(makings).toBe(1);
});

test('two that want the same artefact at once make it once', async () => {
  const where = context();
  let makings = 0;
  const make = async () => {
    makings += 1;
    await delay(50);
  };

  await Promise.all([cachedFolder(where, ARTEFACT, make), cachedFolder(where, ARTEFACT, make)]);

  expect(makings).toBe(1);
});

test('a failed making leaves nothing, and the next one starts afresh', async () => {
  const where = context();
  const failing = cachedFolder(where, ARTEFACT, async folder => {
    writeFileSync(join(folder, 'half'), '');
    throw new Error('interrupted');
  });
  await expect(failing).rejects.toThrow('interrupted');
  expect(readdirSync(join(where.cacheDir, 'artefacts'))).toEqual([]);

  const folder = await cachedFolder(where, ARTEFACT, async () => undefined);

  expect(readdirSync(folder)).toEqual([]);
});

test('what a killed run left of an artefact is not taken for it', async () => {
  const where = context();
  const artefacts = join(where.cacheDir, 'artefacts');
  mkdirSync(join(artefacts, 'thing-0123456789ab.part'), { recursive: true });
  writeFileSync(join(artefacts, 'thing-0123456789ab.part', 'half'), '');
  const deadHolder = { pid: process.pid, processStart: 'long ago' };
  writeFileSync(join(artefacts, 'thing-0123456789ab.lock'), JSON.stringify(deadHolder));

  const folder = await cachedFolder(where, ARTEFACT, async part => writeFileSync(join(part, 'whole'), ''));

  expect(readdirSync(folder)).toEqual(['whole']);
  expect(readdirSync(artefacts)).toEqual(['thing-0123456789ab']);
});

test('a scratch folder goes after use, also after a failure, together with those of dead processes', async () => {
  const where = context();
  const dead = join(where.cacheDir, 'scratch', '99999999-left');
  mkdirSync(dead, { recursive: true });
  let used = '';

  const failing = withScratch(where, async folder => {
    used = folder;
    expect(existsSync(folder)).toBe(true);
    throw new Error('broken');
  });

  await expect(failing).rejects.toThrow('broken');
  expect(used).not.toBe('');
  expect(existsSync(used)).toBe(false);
  expect(existsSync(dead)).toBe(false);
});

test('what killed runs left half made is removed, and what is being made stays', async () => {
  const { cacheDir } = context();
  const artefacts = join(cacheDir, 'artefacts');
  const dead = JSON.stringify({ pid: process.pid, processStart: 'long ago' });
  for (const folder of [
    'artefacts/whole-1',
    'artefacts/cut-1.part',
    'artefacts/live-1.part',
    'scratch/4194305-x',
  ])
    mkdirSync(join(cacheDir, folder), { recursive: true });
  mkdirSync(join(cacheDir, 'scratch', `${process.pid}-x`));
  writeFileSync(join(artefacts, 'cut-1.lock'), dead);
  writeFileSync(join(artefacts, 'image-edge.lock'), dead);
  takeLock(join(artefacts, 'live-1.lock'), 'building');

  const removed = await removeHalfMade(cacheDir);

  const left = [
    'artefacts/cut-1.lock',
    'artefacts/cut-1.part',
    'artefacts/image-edge.lock',
    'scratch/4194305-x',
  ];
  expect(removed.toSorted()).toEqual(left.map(path => join(cacheDir, path)));
  expect(readdirSync(artefacts).toSorted()).toEqual(['live-1.lock', 'live-1.part', 'whole-1']);
  expect(readdirSync(join(cacheDir, 'scratch'))).toEqual([`${process.pid}-x`]);
  expect(await removeHalfMade(join(cacheDir, 'none'))).toEqual([]);
});

test('what a killed run left at work on something half made is ended', async () => {
  const { cacheDir } = context();
  const folder = join(cacheDir, 'scratch', '4194305-x');
  mkdirSync(folder, { recursive: true });
  const worker = spawn('sh', ['-c', 'read line', join(folder, 'context')]);
  const bystander = spawn('sh', ['-c', 'read line', join(cacheDir, 'scratch', `${process.pid}-x`)]);
  const ended = new Promise(resolve => worker.on('exit', (_, signal) => resolve(signal)));

  expect(await removeHalfMade(cacheDir)).toEqual([folder]);

  expect(await ended).toBe('SIGTERM');
  expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
  bystander.kill();
});
