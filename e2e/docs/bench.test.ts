import { expect, test } from 'vitest';
import type { BenchPart } from '../bench/part.ts';
import { benchPage } from './bench.ts';

const part = (name: string): BenchPart => ({
  ...{ name, what: `the ${name}`, docker: false },
  measure: async () => ({ figures: [], remarks: [] }),
});

const machine = { os: 'Linux 6.1', arch: 'x64', cpus: 2, memoryGiB: 24, node: 'v24.21.0' };

test('each part stands with its figures, the machine that they are of, and what was left out', () => {
  const page = benchPage([part('report'), part('floor')], {
    schema: 1,
    parts: [
      {
        ...{ part: 'report', measuredAt: '2026-11-25T22:00:00.000Z', machine },
        figures: [{ what: 'page rendered', unit: 's', samples: [0.1, 0.3, 0.2], budget: 2 }],
        remarks: ['not opened: no Chromium'],
      },
    ],
  });
  expect(page).toContain('**1 of 1 budgets are met.**');
  expect(page).toContain('| page rendered | 0.20 s | 0.10 to 0.30, n = 3 | within 2.00 s |');
  expect(page).toContain('not opened: no Chromium');
  expect(page).toContain('2026-11-25, Linux 6.1 x64, 2 cores, 24 GiB, Node v24.21.0');
  expect(page).toContain('## floor\n\nMeasured is the floor. Nothing is kept of it yet.');
});
