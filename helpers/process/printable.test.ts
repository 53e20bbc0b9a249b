import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable, shortened } from './printable.ts';

const hostile = fc.string({ unit: 'binary' });

test.each([
  ['a\nb\tc', 'a\\nb\\tc'],
  ['\u001b[31mred\u001b[0m', '\\u{1b}[31mred\\u{1b}[0m'],
  ['\u202egnp.exe', '\\u{202e}gnp.exe'],
  ['a\u0000b\u0085c', 'a\\0b\\u{85}c'],
  ['zero\u200bwidth', 'zero\\u{200b}width'],
  ['tag\u{e0041}', 'tag\\u{e0041}'],
  ['\ud800', '\\u{d800}'],
  ['Käse, 図, 🐳', 'Käse, 図, 🐳'],
])('%j is shown as %j', (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('what is shown is one line that steers no terminal, and is shown so again', () => {
  fc.assert(
    fc.property(hostile, text => {
      const shown = printable(text);
      expect(shown).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      expect(stripVTControlCharacters(shown)).toBe(shown);
      expect(printable(shown)).toBe(shown);
    }),
  );
});

test('a long text is told by its ends and its length, a short one as it is', () => {
  expect(shortened('abcdefgh', 8)).toBe('abcdefgh');
  expect(shortened('abcdefghi', 8)).toBe('abcdef [... 9 characters ...] hi');
  fc.assert(
    fc.property(hostile, fc.integer({ min: 8, max: 100 }), (text, most) => {
      expect([...shortened(text, most)].length).toBeLessThanOrEqual(most + 40);
    }),
  );
});
