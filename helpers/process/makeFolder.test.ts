import { existsSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolder, removeEmpty } from './makeFolder.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ftls-folder-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

test('a folder is made with those above it, and says which those were', () => {
  expect(makeFolder(join(root, 'a', 'b'))).toEqual([join(root, 'a'), join(root, 'a', 'b')]);
  expect(makeFolder(join(root, 'a', 'c'))).toEqual([join(root, 'a', 'c')]);
  expect(makeFolder(root)).toEqual([]);
});

test('what was made and is still empty is removed again, and nothing else', () => {
  const made = makeFolder(join(root, 'a', 'b', 'c'));
  writeFileSync(join(root, 'a', 'kept'), '');
  removeEmpty(made);
  expect(readdirSync(join(root, 'a'))).toEqual(['kept']);
});

test.each([
  ['below a file', 'file/below/it', 'ENOTDIR'],
  ['in place of a link that leads nowhere', 'nowhere/below', 'EEXIST'],
  ['of a name that is too long', `made/${'x'.repeat(300)}`, 'ENAMETOOLONG'],
  ['of a name that no file has', 'made/a\0b', 'ERR_INVALID_ARG_VALUE'],
])('none is made %s, nor are those above it left', (_, path, code) => {
  writeFileSync(join(root, 'file'), '');
  symlinkSync(join(root, 'missing'), join(root, 'nowhere'));
  expect(() => makeFolder(join(root, path))).toThrow(expect.objectContaining({ code }));
  expect(readdirSync(root).toSorted()).toEqual(['file', 'nowhere']);
});

test.runIf(existsSync('/proc/self'))('none is made in /proc, and that is told at once', () => {
  expect(() => makeFolder('/proc/ftls/results')).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});
