import { expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import type { DefectRecord } from '../../scenarios/vocabulary/index.ts';
import { keptRuns } from './keptRuns.ts';

const scenarios = new Map(families.flatMap(family => family.scenarios.map(one => [one.id, one])));

test('what a record says was observed has every pair on which a kept run saw it', () => {
  const unsaid = keptRuns().flatMap(({ folder, results }) =>
    results.verdicts.flatMap(({ scenario, pair, record }) => {
      if (record === undefined) return [];
      const same = ({ issue, reason, controller, agent }: DefectRecord) =>
        issue === record.issue &&
        reason.source === record.reason &&
        controller === record.controller &&
        agent === record.agent;
      // A record that was drawn otherwise since then is another one.
      const meant = (scenarios.get(scenario)?.records ?? []).filter(same);
      const said = meant.length === 0 || meant.some(({ observed }) => observed.includes(pair));
      return said ? [] : [`${folder}: ${scenario} with ${pair}`];
    }),
  );
  expect(unsaid).toEqual([]);
});
