import { expect, test } from 'vitest';
import { figuresOf } from './scenarios.ts';

const sample = (count: number, seconds: number, peakMiB = 100) => ({
  count,
  seconds,
  cost: {
    peakMiB: 2000,
    parts: [
      { part: 'harness' as const, cpuSeconds: 2, peakMiB },
      { part: 'clusters' as const, cpuSeconds: 3, peakMiB: 1500 },
    ],
  },
});

test('a further HelmOp is what many took beyond one, shared among them', () => {
  const figures = figuresOf([sample(1, 5), sample(1, 7), sample(10, 10), sample(45, 50), sample(100, 400)]);
  expect(figures).toContainEqual({
    ...{ what: 'a further HelmOp, of 45', unit: 's', samples: [1], budget: 2 },
  });
  const growth = figures.find(({ unit }) => unit === '^');
  expect(growth?.samples[0]).toBeLessThan(1);
  expect(growth?.what).toBe('growth of time up to 45 HelmOps');
});

test('of each number of scenarios stands what it took, and the harness is held to its memory', () => {
  expect(figuresOf([sample(10, 9, 180), sample(10, 8, 170)])).toEqual([
    { what: '10: whole run', unit: 's', samples: [9, 8] },
    { what: '10: CPU of all parts', unit: 's', samples: [5, 5] },
    { what: '10: memory of the harness', unit: 'MiB', samples: [180, 170], budget: 250 },
    { what: '10: memory of the clusters', unit: 'MiB', samples: [1500, 1500] },
  ]);
});

test('where the cost could not be read there is none', () => {
  expect(figuresOf([{ count: 1, seconds: 2, cost: undefined }])).toEqual([
    { what: '1: whole run', unit: 's', samples: [2] },
  ]);
});
