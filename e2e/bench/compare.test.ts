import { expect, test } from 'vitest';
import { compareFigures, keptFigures } from './compare.ts';
import { type Figure, foldResults, type PartResults } from './figures.ts';

const figure = (samples: number[], budget?: number): Figure => ({
  ...{ what: 'list', unit: 's', samples },
  ...(budget !== undefined && { budget }),
});

test('what lies beyond all that was kept has changed, what overlaps with it has not', () => {
  const kept = [figure([1, 1.1, 1.2])];
  expect(compareFigures([figure([2, 2.2, 2.4])], kept)).toMatchObject([{ ratio: 2, changed: 'more' }]);
  expect(compareFigures([figure([0.4, 0.5, 0.6])], kept)).toMatchObject([{ changed: 'less' }]);
  const [overlapping] = compareFigures([figure([1.1, 2.2, 2.4])], kept);
  expect(overlapping).toMatchObject({ ratio: 2 });
  expect(overlapping).not.toHaveProperty('changed');
});

test('a difference that nobody feels is none', () => {
  expect(compareFigures([figure([1.05])], [figure([1])])[0]).not.toHaveProperty('changed');
});

test('the median counts against the budget', () => {
  expect(compareFigures([figure([0.1, 0.2, 9], 0.3)], [])).toMatchObject([{ over: false }]);
  expect(compareFigures([figure([0.1, 0.4, 0.5], 0.3)], [])).toMatchObject([{ over: true }]);
});

test('a part that is measured again replaces what was kept of it, and no other', () => {
  const part = (name: string, samples: number[]): PartResults => ({
    ...{ part: name, measuredAt: '2026-11-25T10:00:00Z', remarks: [], figures: [figure(samples)] },
    machine: { os: 'Linux', arch: 'x64', cpus: 2, memoryGiB: 24, node: 'v24' },
  });
  const kept = foldResults(undefined, { schema: 1, parts: [part('report', [1]), part('floor', [2])] });
  const folded = foldResults(kept, { schema: 1, parts: [part('report', [3])] });
  expect(folded.parts.map(({ part }) => part)).toEqual(['floor', 'report']);
  expect(keptFigures(folded, 'report')).toEqual([figure([3])]);
  expect(keptFigures(folded, 'floor')).toEqual([figure([2])]);
  expect(keptFigures(folded, 'images')).toEqual([]);
});
