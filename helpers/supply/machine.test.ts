import { execa } from 'execa';
import { expect, test } from 'vitest';
import { diskFree, versionIn, versionOfNpm } from './machine.ts';

test('the version is found in what programs print', () => {
  expect(versionIn('go version go1.26.1 linux/amd64')).toBe('1.26.1');
  expect(versionIn('11.2.0\n')).toBe('11.2.0');
  expect(versionIn('none')).toBeUndefined();
});

test("npm's version is the one that npm tells of itself", async () => {
  const { stdout } = await execa('npm', ['--version']);
  expect(await versionOfNpm()).toBe(stdout.trim());
});

test('the free space of a folder that is yet to be made is that of the folder above', () => {
  const free = diskFree('/no/such/folder/yet');
  expect(free).toBeGreaterThan(0);
  expect(Math.abs((free ?? 0) - (diskFree('/') ?? 0))).toBeLessThan(5);
});
