import { expect, test } from 'vitest';
import { findProgram, releaseField } from './facts.ts';

test('os-release fields are read with and without quotes, and not out of longer keys', () => {
  const release =
    'PRETTY_NAME="Debian GNU/Linux 12"\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nID=debian\n';
  expect(releaseField(release, 'ID')).toBe('debian');
  expect(releaseField(release, 'VERSION_ID')).toBe('12');
  expect(releaseField(release, 'VERSION')).toBeUndefined();
});

test('a program is found by its path, and what is no program is not', () => {
  expect(findProgram('sh')).toMatch(/\/sh$/);
  expect(findProgram('ftls-no-such-program')).toBeUndefined();
});
