import { expect, test } from 'vitest';
import { configDigests, knowsPlatforms } from './imageArchives.ts';

const A = 'a'.repeat(64);
const B = 'b'.repeat(64);

test('the configuration digest is found in both layouts of an archive', () => {
  const manifest = JSON.stringify([
    { Config: `${A}.json`, RepoTags: ['x/a:1'] },
    { Config: `blobs/sha256/${B}`, RepoTags: ['x/b:latest'] },
    { Config: `${B}.json`, RepoTags: null },
  ]);
  expect(configDigests(manifest, 'x/a:1')).toEqual([`sha256:${A}`]);
  expect(configDigests(manifest, 'x/b')).toEqual([`sha256:${B}`]);
  expect(configDigests(manifest, 'x/c:1')).toEqual([]);
});

test.for([
  ['1.41', false],
  ['1.47', false],
  ['1.48', true],
  ['1.100', true],
  ['2.0', true],
  ['', false],
] as const)('with API "%s" docker save can choose a platform: %s', ([api, knows]) => {
  expect(knowsPlatforms(api)).toBe(knows);
});
