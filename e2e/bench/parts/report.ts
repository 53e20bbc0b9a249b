import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { largeResults } from '../../../helpers/report/large.fixture.ts';
import { launchChromium, NO_CHROMIUM } from '../../../helpers/report/page/chromium.ts';
import { reportPage } from '../../../helpers/report/page/report.ts';
import type { Results } from '../../../helpers/report/results.ts';
import { writeResults } from '../../../helpers/report/write.ts';
import { keptRuns } from '../../docs/keptRuns.ts';
import { type Figure, figure } from '../figures.ts';
import type { BenchPart } from '../part.ts';
import { inRounds } from '../rounds.ts';

const SCENARIOS = 100;
const PAIRS = [1, 5, 10, 20];

const RENDERED_SECONDS = 2;
const OPENED_SECONDS = 1;

/** How long the report of a large run takes to be written and to be opened, and how large it is. */
export const report: BenchPart = {
  name: 'report',
  what: `the report of ${SCENARIOS} scenarios with up to ${PAIRS.at(-1)} pairs, made of the largest run that is kept`,
  docker: false,
  measure: async ({ rounds }) => {
    const folder = await mkdtemp(join(tmpdir(), 'ftls-bench-'));
    const browser = await launchChromium();
    try {
      const source = largestKeptRun();
      const figures: Figure[] = [];
      for (const pairs of PAIRS)
        figures.push(
          ...(await measureOne(largeResults({ scenarios: SCENARIOS, pairs }, source), {
            ...{ rounds, pairs, browser, folder: join(folder, String(pairs)) },
          })),
        );
      return { figures, remarks: browser === undefined ? [`not opened: ${NO_CHROMIUM}`] : [] };
    } finally {
      await browser?.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function largestKeptRun(): Results {
  const [largest] = keptRuns().toSorted((a, b) => b.results.verdicts.length - a.results.verdicts.length);
  if (largest === undefined) throw new Error('no run on real Fleet is kept in docs/real-fleet');
  return largest.results;
}

async function measureOne(
  results: Results,
  parts: { rounds: number; pairs: number; browser: Browser | undefined; folder: string },
): Promise<Figure[]> {
  const { rounds, pairs, browser, folder } = parts;
  const file = join(folder, 'report.html');
  // Written once before: what is compiled first is not what is measured.
  await writeResults(results, folder);
  const samples = await inRounds(rounds, {
    rendered: async () => timed(() => reportPage(results)),
    written: async () => timed(() => writeResults(results, folder)),
    ...(browser && { opened: () => opened(browser, file) }),
  });
  const { size } = await stat(file);
  return [
    ...figure(`${pairs} pairs: page rendered`, 's', samples.rendered, RENDERED_SECONDS),
    ...figure(`${pairs} pairs: all files written`, 's', samples.written),
    ...figure(`${pairs} pairs: page opened in Chromium`, 's', samples.opened, OPENED_SECONDS),
    ...figure(`${pairs} pairs: size of the page`, 'MB', [size / 1e6]),
  ];
}

async function timed(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** Until the page is loaded, in a context of its own: nothing of an earlier one is at hand. */
async function opened(browser: Browser, file: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto(`file://${file}`);
    const ms = await page.evaluate<number>("performance.getEntriesByType('navigation')[0].loadEventEnd");
    return ms / 1000;
  } finally {
    await context.close();
  }
}
