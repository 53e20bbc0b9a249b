import fc from 'fast-check';
import { expect, test } from 'vitest';
import { suggestion } from './suggest.ts';

const known = ['op/index-public', 'op/index-private-ca', 'reg/strict-right-ca'];

test('a slip of the pen is set right', () => {
  expect(suggestion('op/indx-public', known)).toBe('Did you mean op/index-public? ');
});

test('a short name is not near to every other', () => {
  expect(suggestion('9.9.9', ['0.16.1', '0.12.4'])).toBe('');
  expect(suggestion('0.16.2', ['0.16.1', '0.12.4'])).toBe('Did you mean 0.16.1? ');
});

test('nothing is suggested for a name that is like no other', () => {
  expect(suggestion('no-such-thing-at-all', known)).toBe('');
});

test('a known name with one character left out is suggested again', () => {
  const slips = fc.constantFrom(...known).chain(name => fc.tuple(fc.constant(name), fc.nat(name.length - 1)));
  fc.assert(
    fc.property(slips, ([name, at]) =>
      suggestion(name.slice(0, at) + name.slice(at + 1), known).includes(name),
    ),
  );
});
