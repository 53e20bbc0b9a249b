import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  compareVersions,
  inRange,
  isStandin,
  mutantOf,
  parseVersion,
  versionName,
  withoutMutant,
} from './version.ts';

test('a version is read with or without its v, and keeps its pre-release and build', () => {
  expect(parseVersion('v0.16.1')).toBe('0.16.1');
  expect(parseVersion('0.13.0-beta.2')).toBe('0.13.0-beta.2');
  expect(parseVersion('0.16.0+standin')).toBe('0.16.0+standin');
  expect([' 0.16.1 ', ' standin:0.16 '].map(parseVersion)).toEqual(['0.16.1', '0.16.0+standin']);
});

test.each(['newest', 'xstandin:0.16', 'standin:0.16!', 'standin:0.16+', 'standin:0'])(
  'what is no version is refused with the way to write one: %s',
  text => {
    expect(() => parseVersion(text)).toThrow(
      expect.objectContaining({
        code: 'config',
        message: expect.stringContaining(`"${text}" is not a Fleet version`),
        cure: 'Write it as 0.16.1, 0.13.0-beta.2 or standin:0.16',
      }),
    );
  },
);

test('pre-releases come before their release, in their own order', () => {
  const ordered = ['0.12.4', '0.13.0-alpha.1', '0.13.0-beta.1', '0.13.0-beta.2', '0.13.0-rc.1', '0.13.0'];
  expect([...ordered].reverse().sort(compareVersions)).toEqual(ordered);
});

test('a range that ends before the fix covers the pre-releases before it and not the one that has it', () => {
  const unfixed = '<0.13.0-beta.2';
  expect(['0.12.19', '0.13.0-alpha.1', '0.13.0-beta.1'].every(version => inRange(version, unfixed))).toBe(
    true,
  );
  expect(['0.13.0-beta.2', '0.13.0', '0.16.1'].some(version => inRange(version, unfixed))).toBe(false);
});

test('a pre-release counts by its order, also where the range does not name one of its release', () => {
  expect(inRange('0.13.0-beta.1', '<=0.13.0')).toBe(true);
  expect(inRange('0.14.0-rc.1', '>=0.13.0-0')).toBe(true);
});

test('a stand-in counts as the release that it stands in for', () => {
  expect(inRange('0.12.0+standin', '<0.13.0-beta.2')).toBe(true);
  expect(inRange('0.16.0+standin', '>=0.16.0')).toBe(true);
});

test('an absent range covers every version', () => {
  expect(inRange('0.16.1', undefined)).toBe(true);
});

test('a stand-in is written as standin:0.16 and read back', () => {
  expect(parseVersion('standin:0.16')).toBe('0.16.0+standin');
  expect(versionName(parseVersion('standin:0.12'))).toBe('standin:0.12');
  for (const version of ['0.16.1', '0.16.0+standing', '0.1.0-0.16.0+standin', '0.16.1+standin']) {
    expect(versionName(version)).toBe(version);
  }
});

test('a mutant of the stand-in counts as its release too, and its name is read back', () => {
  const mutant = parseVersion('standin:0.16+store-hidden-forever');
  expect(mutant).toBe('0.16.0+standin.store-hidden-forever');
  expect(inRange(mutant, '>=0.16.0')).toBe(true);
  expect(versionName(mutant)).toBe('standin:0.16+store-hidden-forever');
  expect(mutantOf(mutant)).toBe('store-hidden-forever');
  expect(withoutMutant(mutant)).toBe(parseVersion('standin:0.16'));
});

test('what is no mutant has none and stays as it is', () => {
  for (const version of ['0.16.1', '0.13.0-beta.2', '0.16.0+standin', '0.16.0+other.build']) {
    expect(mutantOf(version)).toBeUndefined();
    expect(withoutMutant(version)).toBe(version);
  }
  expect(['0.16.0+standin', '0.16.0+standin.crash-loop'].every(isStandin)).toBe(true);
  expect(['0.16.0', '0.16.0+standing'].some(isStandin)).toBe(false);
});

test('every version is read as what its name says', () => {
  const generation = fc.tuple(fc.nat(99), fc.nat(99)).map(parts => parts.join('.'));
  const mutant = fc.option(fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/), { nil: undefined });
  fc.assert(
    fc.property(generation, mutant, (of, name) => {
      const written = `standin:${of}${name === undefined ? '' : `+${name}`}`;
      expect(versionName(parseVersion(written))).toBe(written);
      expect(mutantOf(parseVersion(written))).toBe(name);
    }),
  );
});
