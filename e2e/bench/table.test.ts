import { expect, test } from 'vitest';
import type { BenchResults, Figure } from './figures.ts';
import { benchText } from './table.ts';

const results = (figures: Figure[], remarks: string[] = []): BenchResults => ({
  schema: 1,
  parts: [
    {
      ...{ part: 'start-up', measuredAt: '2026-11-25T10:00:00Z', figures, remarks },
      machine: { os: 'Linux', arch: 'x64', cpus: 2, memoryGiB: 24, node: 'v24' },
    },
  ],
});

const list = (samples: number[]): Figure => ({ what: 'list', unit: 's', samples, budget: 0.3 });

test('each figure stands with its spread, its budget and its ratio to what is kept', () => {
  const text = benchText(results([list([0.2, 0.25, 0.3])]), results([list([0.1, 0.11])]));
  expect(text.split('\n')).toEqual([
    'start-up',
    '  what  median  spread               budget         to the kept',
    '  list  0.25 s  0.20 to 0.30, n = 3  within 0.30 s  2.38x (more)',
    '',
    '1 of 1 budgets are met',
  ]);
});

test('what is over its budget is named, and what was left out is said', () => {
  const text = benchText(results([list([0.5])], ['not opened: no Chromium']), undefined);
  expect(text).toContain('  list  0.50 s          OVER 0.30 s\n  not opened: no Chromium');
  expect(text).toContain('0 of 1 budgets are met; over: list');
});

test('sizes have no digits that say nothing, and a growth is an exponent', () => {
  const figures: Figure[] = [
    { what: 'memory', unit: 'MiB', samples: [181.6] },
    { what: 'growth', unit: '^', samples: [0.456] },
    { what: 'whole', unit: 's', samples: [61.23] },
  ];
  expect(benchText(results(figures), undefined)).toMatch(
    /memory\s+182 MiB\n\s+growth\s+\^ 0\.46\n\s+whole\s+61\.2 s/,
  );
});
