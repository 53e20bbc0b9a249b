import { expect, test } from 'vitest';
import { type EndRow, foldRow, isProved } from './results.ts';

const row = (name: string, end: string, outcome: EndRow['outcome'], day = 'd'): EndRow => ({
  ...{ name, end, day, outcome, observed: '', wrong: [] },
});
const kept = {
  schema: 1 as const,
  rows: [row('load', 'disk', 'not as expected'), row('load', 'sigint', 'as expected')],
};

test('a row that was seen anew replaces the kept one, and others stay', () => {
  const { rows } = foldRow(kept, row('load', 'disk', 'as expected', 'later'));
  expect(rows).toEqual([kept.rows[1], row('load', 'disk', 'as expected', 'later')]);
});

test('a row that could not be tried replaces none that was', () => {
  expect(foldRow(kept, row('load', 'disk', 'not tried'))).toEqual(kept);
  expect(foldRow(kept, row('load', 'daemon', 'not tried')).rows).toHaveLength(3);
});

test('only what was as expected is proved', () => {
  expect(isProved(kept, 'load', 'sigint')).toBe(true);
  expect(isProved(kept, 'load', 'disk')).toBe(false);
  expect(isProved(kept, 'report', 'sigint')).toBe(false);
});
