import { expect, test } from 'vitest';
import { readResults } from '../../helpers/report/read.ts';
import { stepsOfRun } from './spans.ts';

test('the steps of a run are found by their names, those side by side as one', async () => {
  const { timings, verdicts } = await readResults('docs/real-fleet/2026-11-25-core');
  const { clusters, images, install } = stepsOfRun({ timings, verdicts });
  expect(clusters).toBeCloseTo(20.1, 1);
  expect(images).toBeCloseTo(40.6, 1);
  expect(install).toBeCloseTo(11.8, 1);
});

test('what was played counts as it was judged, and what was not there took no time', () => {
  const judged = {
    scenario: 'a/b',
    pair: 'x/y',
    verdict: 'holds',
    reason: '',
    witnesses: [],
    seconds: 3.5,
  } as const;
  expect(stepsOfRun({ timings: { spans: [] }, verdicts: [judged] as never })).toEqual({
    ...{ clusters: 0, images: 0, install: 0 },
    scenario: 3.5,
  });
});
