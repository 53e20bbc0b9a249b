import { describe, expect, test } from 'vitest';
import { reportPage } from './page/report.ts';
import { exampleResults } from './results.fixture.ts';
import { countRetries, type RetryFacts, retriesInWords, retriesOf } from './retries.ts';
import { summary } from './summary.ts';
import { table } from './table.ts';

const at = Date.UTC(2026, 0, 2);
const retry = (what: string, why = '503', times = 1): RetryFacts => ({
  ...{ what, why, times },
  firstAt: '2026-01-02T00:00:00.000Z',
  lastAt: '2026-01-02T00:00:00.000Z',
});

test('what was done again for the same reason is counted, and what was most often comes first', () => {
  expect(
    countRetries([
      { at, what: 'list Pod', why: '503' },
      { at: at + 1000, what: 'list Pod', why: 'ECONNRESET' },
      { at: at + 2000, what: 'list Pod', why: 'ECONNRESET' },
    ]),
  ).toEqual([
    {
      ...retry('list Pod', 'ECONNRESET', 2),
      firstAt: '2026-01-02T00:00:01.000Z',
      lastAt: '2026-01-02T00:00:02.000Z',
    },
    retry('list Pod'),
  ]);
});

test('of many the first ten are told, and how many others there are', () => {
  const told = retriesInWords(
    Array.from({ length: 12 }, (_, index) => retry(`list ${index}`, '503', 12 - index)),
  );
  expect(told?.all).toMatch(/: 78 times$/);
  expect(told?.each).toHaveLength(11);
  expect(told?.each[0]).toBe('list 0: 12 times, 503');
  expect(told?.each.at(-1)).toBe('and 2 others, in verdicts.json');
  expect(retriesInWords([])).toBeUndefined();
});

describe('the reports', () => {
  const { run, ...rest } = exampleResults();
  const results = { ...rest, run: { ...run, retries: [retry('list <Pod>')] } };

  test('tell what was done again', () => {
    const all = 'Done again because the machine or the network got in the way: once.';
    expect(table(results, { width: 200 })).toContain(`\n${all}\n`);
    expect(summary(results)).toContain(`\n${all}\n\n- list \\<Pod\\>: once, 503\n`);
    expect(reportPage(results)).toContain(`<p>${all}</p>\n<ul><li>list &lt;Pod&gt;: once, 503</li></ul>`);
  });

  test('say nothing of it where nothing was', () => {
    for (const report of [table, summary, reportPage])
      expect(report(exampleResults())).not.toMatch(/done again/i);
  });

  test('that are merged tell it of each run', () => {
    const { id, startedAt, endedAt, machine, supply } = run;
    const part = { id, startedAt, endedAt, machine, supply };
    const parts = [{ ...part, retries: [retry('a')] }, part, { ...part, retries: [retry('b')] }];
    expect(retriesOf({ parts }).map(({ what }) => what)).toEqual(['a', 'b']);
  });
});
