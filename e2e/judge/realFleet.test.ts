import { expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import { keptRuns } from '../docs/keptRuns.ts';
import { judge } from './judge.ts';

const scenarios = new Map(families.flatMap(family => family.scenarios.map(one => [one.id, one])));

/** What was seen on real Fleet, with what today's records make of it. */
const judged = keptRuns().flatMap(({ folder, results: { pairs, verdicts } }) =>
  verdicts.flatMap(({ scenario, pair, verdict, observations }) => {
    const versions = pairs.find(({ id }) => id === pair);
    const declared = scenarios.get(scenario);
    if (observations === undefined || versions === undefined || declared === undefined) return [];
    const { controller, agent } = versions;
    const now = judge(
      { controller: controller.version, agent: agent.version, records: declared.records ?? [] },
      observations.map(observation => ({ ...observation, witnesses: [] })),
    );
    return [{ what: `${folder}: ${scenario} on ${pair}`, was: verdict, is: now.verdict }];
  }),
);

test('there are runs on real Fleet to look at again', () => {
  expect(judged.length).toBeGreaterThan(200);
});

test('what was seen on real Fleet is judged today as it was then, but a regression may have got its record', () => {
  const other = judged.filter(
    ({ was, is }) => is !== was && !(was === 'regression' && is === 'known-defect') && was !== 'no-verdict',
  );
  expect(other).toEqual([]);
});
