import { expect, test } from 'vitest';
import { figuresOf } from './agents.ts';

const startedAt = '2026-11-26T05:00:00.000Z';

/** A run of agents that had registered after so many seconds; undefined for one whose log does not say so. */
function sample(registered: readonly (number | undefined)[], clustersMiB = 1000) {
  return {
    count: registered.length,
    seconds: 20,
    verdicts: registered.map(seconds => ({
      startedAt,
      witnesses: [
        { source: 'kubernetes' as const, saw: 'ClusterRegistration granted' },
        {
          source: 'agent-log' as const,
          saw:
            seconds === undefined
              ? 'silent'
              : `time=2026-11-26T05:00:0${seconds}.500Z level=info msg="successfully registered with upstream"`,
        },
      ],
    })),
    cost: {
      peakMiB: 1500,
      parts: [
        { part: 'clusters' as const, cpuSeconds: 3, peakMiB: clustersMiB },
        { part: 'edge' as const, cpuSeconds: 1, peakMiB: 5 },
      ],
    },
  };
}

test('the time until an agent has registered is from the beginning of its scenario to its own word', () => {
  const figures = figuresOf([sample([2]), sample([2, 4, undefined])]);
  expect(figures).toContainEqual({
    ...{ what: '3: until an agent has registered', unit: 's', samples: [2.5, 4.5] },
  });
  expect(figures.find(({ unit }) => unit === '^')?.samples[0]).toBeCloseTo(Math.log(3.5 / 2.5) / Math.log(3));
});

test('of each number of agents stands what it took of the clusters and the edge', () => {
  expect(figuresOf([sample([undefined], 900), sample([undefined], 950)])).toEqual([
    { what: '1: whole run', unit: 's', samples: [20, 20] },
    { what: '1: memory of the clusters', unit: 'MiB', samples: [900, 950] },
    { what: '1: memory of the edge', unit: 'MiB', samples: [5, 5] },
  ]);
});
