import { chmodSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createAuthority } from '../../certs/authority.ts';
import { publicCa } from './publicCa.ts';

let cacheDir: string;
beforeEach(() => {
  cacheDir = mkdtempSync(join(tmpdir(), 'public-ca-'));
});
afterEach(() => rmSync(cacheDir, { recursive: true }));

test('the public CA is made once for each cache', async () => {
  const first = await publicCa(cacheDir);
  expect(await publicCa(cacheDir)).toEqual(first);
});

test('its file can be read by its owner alone', async () => {
  await publicCa(cacheDir);
  expect(statSync(join(cacheDir, 'public-ca', 'authority.json')).mode & 0o777).toBe(0o600);
});

test('a public CA that nears its end is made anew', async () => {
  const first = await publicCa(cacheDir);
  const soon = await createAuthority({ commonName: 'soon over', notAfter: new Date(Date.now() + 3_600_000) });
  writeFileSync(join(cacheDir, 'public-ca', 'authority.json'), JSON.stringify(soon));
  const renewed = await publicCa(cacheDir);
  expect([first.certPem, soon.certPem]).not.toContain(renewed.certPem);
});

test('a file that says nothing of a chain, as older versions wrote it, is kept and holds a root', async () => {
  const { certPem, keyPem } = await publicCa(cacheDir);
  writeFileSync(join(cacheDir, 'public-ca', 'authority.json'), JSON.stringify({ certPem, keyPem }));
  expect(await publicCa(cacheDir)).toEqual({ certPem, keyPem, chainPem: '' });
});

test('a file that holds no authority is replaced', async () => {
  await publicCa(cacheDir);
  const file = join(cacheDir, 'public-ca', 'authority.json');
  chmodSync(file, 0o600);
  writeFileSync(file, '{"certPem": ');
  expect((await publicCa(cacheDir)).keyPem).toContain('PRIVATE KEY');
});
