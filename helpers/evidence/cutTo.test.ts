import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutTo, type Kept } from './cutTo.ts';

const texts = fc
  .string({ unit: 'grapheme', maxLength: 400 })
  .chain(text =>
    fc
      .array(fc.nat({ max: 400 }))
      .map(ends => ends.reduce((at, end) => `${at.slice(0, end)}\n${at.slice(end)}`, text)),
  );
const parts = fc.constantFrom<Kept>('start', 'end');

test('a text that fits stays as it is', () => {
  fc.assert(
    fc.property(texts, parts, (text, kept) => {
      expect(cutTo(text, Buffer.byteLength(text), kept)).toBe(text);
    }),
  );
});

test('a text that does not fit says so in its last line, has no more bytes than it may, and is else a part of what it was', () => {
  fc.assert(
    fc.property(texts, fc.nat({ max: 300 }), parts, (text, bytes, kept) => {
      const whole = Buffer.from(text.toWellFormed());
      fc.pre(whole.length > bytes);
      const cut = cutTo(whole.toString(), bytes, kept);
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(bytes);
      if (cut === '') return;
      const said = /(?:^|\n)\[cut: the (first|last) (\d+) of (\d+) bytes are left out\]\n$/.exec(cut);
      expect([said?.[1], Number(said?.[3])]).toEqual([kept === 'start' ? 'last' : 'first', whole.length]);
      const left = whole.length - Number(said?.[2]);
      const part = kept === 'start' ? whole.subarray(0, left) : whole.subarray(whole.length - left);
      expect(cut.startsWith(part.toString())).toBe(true);
      expect(part.toString()).not.toContain(
        '\u{fffd}'.repeat(whole.toString().includes('\u{fffd}') ? 99 : 1),
      );
    }),
  );
});

test('lines are kept whole where some fit', () => {
  const log = Array.from({ length: 20 }, (_, index) => `line ${index}\n`).join('');
  expect(cutTo(log, 80)).toBe(
    'line 0\nline 1\nline 2\nline 3\n[cut: the last 122 of 150 bytes are left out]\n',
  );
  expect(cutTo(log, 80, 'end')).toBe(
    'line 16\nline 17\nline 18\nline 19\n[cut: the first 118 of 150 bytes are left out]\n',
  );
});

test('nothing is left where the remark itself does not fit', () => {
  expect(cutTo('long enough to be cut', 20)).toBe('');
});
