import { expect, test } from 'vitest';
import { VERDICT_ORDER, type Verdict } from '../../helpers/report/verdict.ts';
import { anywhere } from '../../scenarios/anywhere.ts';
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
      {
        controller: controller.version,
        agent: agent.version,
        records: [...(declared.records ?? []), ...anywhere],
      },
      observations.map(observation => ({ ...observation, witnesses: [] })),
    );
    return [{ what: `${folder}: ${scenario} on ${pair}`, was: verdict, is: now.verdict }];
  }),
);

test('there are runs on real Fleet to look at again', () => {
  expect(judged.length).toBeGreaterThan(200);
});

/** What may become of a verdict: a regression may have got its record, and a record that was out of date may be mended. */
const BECOMES: Record<Verdict, readonly Verdict[]> = {
  holds: ['holds'],
  'known-defect': ['known-defect'],
  fixed: ['fixed', 'holds'],
  regression: ['regression', 'known-defect'],
  'not-applicable': [],
  // It was taken away by what this does not look at, the control.
  'no-verdict': VERDICT_ORDER,
};

test('what was seen on real Fleet is judged today as it was then, but for records that were drawn since', () => {
  expect(judged.filter(({ was, is }) => !BECOMES[was].includes(is))).toEqual([]);
});
