import fc from 'fast-check';
import { expect, test } from 'vitest';
import { growthOf, ratiosOf, spreadOf } from './statistics.ts';

test('the median stands between the ends of the samples', () => {
  expect(spreadOf([3, 1, 2, 10])).toEqual({ median: 2.5, low: 1, high: 10 });
  const some = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });
  fc.assert(
    fc.property(some, samples => {
      const { median, low, high } = spreadOf(samples);
      expect(low).toBeLessThanOrEqual(median);
      expect(median).toBeLessThanOrEqual(high);
    }),
  );
});

test('each round has a ratio of its own, so that what slows both of it counts for nothing', () => {
  expect(ratiosOf([11, 22, 5], [10, 20])).toEqual([1.1, 1.1]);
});

test('the growth of a power is its exponent, whatever the unit', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 3, noNaN: true }),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      (exponent, factor) => {
        const points = [1, 10, 50].map(size => ({ size, value: factor * size ** exponent }));
        expect(growthOf(points)).toBeCloseTo(exponent, 6);
      },
    ),
  );
});
