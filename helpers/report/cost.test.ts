import { expect, test } from 'vitest';
import { costInWords } from './cost.ts';
import { reportPage } from './page/report.ts';
import { completeResults, exampleResults } from './results.fixture.ts';
import { summary } from './summary.ts';

const { run } = exampleResults();
const { cost } = completeResults().run;

test('what a run took is told in one sentence, with the part of each', () => {
  expect(costInWords({ ...run, cost })).toBe(
    'Took at most 2.8 GiB of memory at a time and 428 s of CPU, 1.7 of 2 cores on average: ' +
      'harness 181 MiB and 25 s, clusters 2.6 GiB and 403 s',
  );
});

test('commands have no memory of their own, and little CPU is told in tenths', () => {
  const parts = [{ part: 'commands' as const, cpuSeconds: 3.25 }];
  expect(costInWords({ ...run, cost: { peakMiB: 200, parts } })).toMatch(/: commands 3\.3 s$/);
});

test('page and summary tell it of each run, and nothing where it is not known', () => {
  const known = { ...exampleResults(), run: { ...run, cost } };
  const { id, startedAt, endedAt, machine, supply } = run;
  const part = { id, startedAt, endedAt, machine, supply };
  const merged = {
    ...exampleResults(),
    run: {
      ...run,
      parts: [
        { ...part, cost },
        { ...part, id: 'b' },
      ],
    },
  };
  for (const format of [reportPage, summary]) {
    expect(format(known)).toContain(costInWords({ ...run, cost }));
    expect(format(merged).split('Took at most')).toHaveLength(2);
    expect(format(exampleResults())).not.toContain('Took at most');
  }
});
