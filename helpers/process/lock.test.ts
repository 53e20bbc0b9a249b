import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { releaseLock, takeLock } from './lock.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ftls-lock-'));
  file = join(folder, 'sub', 'thing.lock');
});

test('of two that want a lock the second learns who holds it and what for, until it is given back', () => {
  expect(takeLock(file, 'run a')).toBeUndefined();
  expect(takeLock(file, 'run b')).toMatchObject({ pid: process.pid, purpose: 'run a' });
  releaseLock(file);
  expect(takeLock(file, 'run b')).toBeUndefined();
});

test('the lock of a process that died is taken over, and nothing lies about', () => {
  const dead = join(folder, 'dead.lock');
  writeFileSync(dead, JSON.stringify({ pid: process.pid, processStart: 'long ago', purpose: 'run a' }));
  expect(takeLock(dead, 'run b')).toBeUndefined();
  expect(takeLock(dead, 'run c')).toMatchObject({ purpose: 'run b' });
  expect(statSync(dead).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['dead.lock']);
});

test.each(['', 'null', '7', '{"pid":', '{}'])('a lock that names no holder (%j) is taken over', text => {
  const broken = join(folder, 'broken.lock');
  writeFileSync(broken, text);
  expect(takeLock(broken, 'run b')).toBeUndefined();
  expect(takeLock(broken, 'run c')).toMatchObject({ purpose: 'run b' });
});

test('a folder that cannot be written to is told as that', () => {
  writeFileSync(join(folder, 'file'), '');
  expect(() => takeLock(join(folder, 'file', 'x.lock'), 'run a')).toThrow(
    expect.objectContaining({ code: 'config' }),
  );
});
