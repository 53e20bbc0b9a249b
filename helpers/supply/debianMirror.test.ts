import { expect, test } from 'vitest';
import { mirrorOf } from './debianMirror.ts';

test('the mirror is the one that apt names for the suite and its security updates', () => {
  const targets = 'http://mirror.test/security/ bookworm-security\nhttp://mirror.test/debian/ bookworm\n';
  expect(mirrorOf(targets)).toEqual({
    main: 'http://mirror.test/debian',
    security: 'http://mirror.test/security',
  });
});

test('a machine whose apt knows another release has no mirror for the suite', () => {
  expect(mirrorOf('http://mirror.test/debian/ trixie\n')).toBeUndefined();
  expect(mirrorOf('')).toBeUndefined();
});
