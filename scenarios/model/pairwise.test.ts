import { expect, test } from 'vitest';
import kept from './combinations.json' with { type: 'json' };
import { combinationsNow } from './combinationsNow.ts';
import { lackingCombinations } from './pairwise.ts';

const factors = {
  shape: ['round', 'flat'],
  colour: ['red', 'green', 'blue'],
  state: ['whole', 'broken'],
} as const;
const grid = { factors, hiding: ['broken'] };

test('every two levels meet, and those that hide nothing meet without one that hides', () => {
  const rows = lackingCombinations({ ...grid, there: () => false });
  for (const shape of factors.shape) {
    for (const colour of factors.colour) {
      expect(rows).toContainEqual({ shape, colour, state: 'whole' });
      expect(rows).toContainEqual({ shape, colour: expect.any(String), state: 'broken' });
      expect(rows).toContainEqual({ shape: expect.any(String), colour, state: 'broken' });
    }
  }
});

test('what is there already is neither given again nor met again', () => {
  const there = ({ shape, state }: { shape: string; state: string }) =>
    shape === 'round' || state === 'whole';
  const rows = lackingCombinations({ ...grid, there });
  expect(rows.some(there)).toBe(false);
  expect(rows).toEqual([{ shape: 'flat', colour: expect.any(String), state: 'broken' }]);
});

test('the same grid gives the same rows, in the same order', () => {
  const rows = () => lackingCombinations({ ...grid, there: ({ colour }) => colour === 'red' });
  expect(rows()).toEqual(rows());
});

test('the combinations that are kept are those of today (npm run docs keeps them)', () => {
  expect(kept).toEqual(combinationsNow());
});
