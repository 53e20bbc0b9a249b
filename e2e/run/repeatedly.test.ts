import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exampleResults } from '../../helpers/report/results.fixture.ts';
import type { Verdict } from '../../helpers/report/verdict.ts';
import { type PerformOnce, performRepeatedly } from './repeatedly.ts';

let resultsRoot: string;
beforeEach(() => {
  resultsRoot = mkdtempSync(join(tmpdir(), 'repeat-'));
});
afterEach(() => rmSync(resultsRoot, { recursive: true }));

/** One run after the other, each with a verdict, or an exit status where it had no results. */
function runs(...each: (Verdict | number)[]): { once: PerformOnce; begun: () => number } {
  let nth = 0;
  const { verdicts, run, ...rest } = exampleResults();
  const [judged] = verdicts;
  return {
    begun: () => nth,
    once: async performed => {
      const said = each[nth];
      nth += 1;
      if (judged === undefined || said === undefined) throw new Error('no more');
      if (typeof said === 'number') return said;
      const results = { ...rest, run: { ...run, id: `r${nth}` }, verdicts: [{ ...judged, verdict: said }] };
      performed({ results, folder: join(resultsRoot, `r${nth}`), interrupted: false });
      return said === 'regression' ? 1 : 0;
    },
  };
}

async function perform(times: number, { once }: Pick<ReturnType<typeof runs>, 'once'>) {
  const lines: string[] = [];
  const status = await performRepeatedly({ times, resultsRoot }, once, line => lines.push(line));
  return { status, text: lines.join('\n') };
}

const written = (file: string) => JSON.parse(readFileSync(join(resultsRoot, file), 'utf8'));

test('a run is performed as often as was asked for, and what all say is told and written', async () => {
  const { status, text } = await perform(3, runs('holds', 'holds', 'holds'));
  expect(status).toBe(0);
  expect(text).toContain('Repetition 3 of 3');
  expect(text).toContain('Played 3 of 3 times');
  expect(readdirSync(resultsRoot)).toEqual(['repeat-r1.json']);
  expect(written('repeat-r1.json')).toMatchObject({
    schema: 1,
    asked: 3,
    repetitions: [{ run: 'r1' }, { run: 'r2' }, { run: 'r3' }],
    cells: [{ outcome: 'equal', verdicts: [{ verdict: 'holds', runs: ['r1', 'r2', 'r3'] }] }],
  });
});

test('green runs that do not agree end with 1', async () => {
  const { status, text } = await perform(2, runs('holds', 'fixed'));
  expect(status).toBe(1);
  expect(text).toMatch(/^different {2}.*: 1 fixed, 1 holds$/m);
});

test('what failed in the machine does not end it, wrong use and an interruption do', async () => {
  const failed = runs('holds', 3, 'holds');
  expect((await perform(3, failed)).status).toBe(3);
  expect(failed.begun()).toBe(3);

  for (const status of [2, 130]) {
    const ended = runs('holds', status, 'holds');
    expect((await perform(3, ended)).status).toBe(status);
    expect(ended.begun()).toBe(2);
  }
});

test('what is written after each run is true as far as it goes', async () => {
  const three = runs('holds', 'regression', 'holds');
  const seen: number[] = [];
  const once: PerformOnce = performed => {
    if (three.begun() > 0) seen.push(written('repeat-r1.json').repetitions.length);
    return three.once(performed);
  };
  expect((await perform(3, { once })).status).toBe(1);
  expect(seen).toEqual([1, 2]);
});

test('where none had results there is no file', async () => {
  expect((await perform(2, runs(2))).status).toBe(2);
  expect(readdirSync(resultsRoot)).toEqual([]);
});
