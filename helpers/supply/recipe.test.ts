import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { argumentParts, folderParts, recipeKey } from './recipe.ts';

function folder(files: Record<string, string>): string {
  const path = mkdtempSync(join(tmpdir(), 'ftls-recipe-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(path, name, '..'), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

test('the key does not depend on the order of the parts', () => {
  const parts = argumentParts({ one: '1', two: '2' });

  expect(recipeKey(parts)).toMatch(/^[0-9a-f]{12}$/);
  expect(recipeKey(parts.toReversed())).toBe(recipeKey(parts));
});

test('two folders of the same content have the same key, wherever they lie', () => {
  const files = { Dockerfile: 'FROM scratch\n', 'etc/app.conf': 'on\n' };

  expect(recipeKey(folderParts(folder(files)))).toBe(recipeKey(folderParts(folder(files))));
});

test('a changed content, a moved file and a changed mode each change the key', () => {
  const original = folder({ 'a/b': '1', c: '2' });
  const executable = folder({ 'a/b': '1', c: '2' });
  chmodSync(join(executable, 'c'), 0o755);
  const keys = [
    original,
    executable,
    folder({ 'a/b': '1', c: '3' }),
    folder({ a: '1', c: '2' }),
    folder({ 'a/b': '2', c: '1' }),
  ].map(path => recipeKey(folderParts(path)));

  expect(new Set(keys).size).toBe(keys.length);
});

test('no text can be shifted from a name to a content', () => {
  expect(recipeKey([{ name: 'ab', content: 'c' }])).not.toBe(recipeKey([{ name: 'a', content: 'bc' }]));
});
