import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleResults } from '../../helpers/report/results.fixture.ts';
import { writeResults } from '../../helpers/report/write.ts';

const MAIN = fileURLToPath(new URL('../main.mjs', import.meta.url));

/** Runs the command as a person does. */
function report(...words: string[]) {
  return execa(process.execPath, [MAIN, 'report', ...words], { reject: false, all: true });
}

let folder: string;
let [red, green] = ['', ''];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ftls-report-'));
  [red, green] = [join(folder, 'red'), join(folder, 'green')];
  const results = exampleResults();
  await writeResults(results, red);
  results.run.id = 'run2';
  results.verdicts = results.verdicts.filter(({ verdict }) => verdict === 'holds');
  await writeResults(results, green);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('makes the page of a run again, as it was', async () => {
  const page = join(red, 'report.html');
  const before = await readFile(page, 'utf8');
  await rm(page);
  const { exitCode, stdout } = await report(red);
  expect(stdout).toBe(`Written: ${page}, junit.xml, summary.md`);
  expect(exitCode).toBe(0);
  expect(await readFile(page, 'utf8')).toBe(before);
});

test('joins runs, shows the table of both, and ends as one run of all of it would', async () => {
  const out = join(folder, 'both');
  const { exitCode, stdout } = await report('--merge', green, red, '--out', out);
  expect(stdout).toMatch(/Regression: 1 not met and unexplained/);
  expect(exitCode).toBe(1);
  expect(JSON.parse(await readFile(join(out, 'verdicts.json'), 'utf8')).run.parts).toHaveLength(2);
});

test('takes the run of a single machine as well: a script need not count them', async () => {
  const out = join(folder, 'one');
  const { exitCode } = await report('--merge', green, '--out', out);
  expect(exitCode).toBe(0);
  const { run, verdicts } = JSON.parse(await readFile(join(out, 'verdicts.json'), 'utf8'));
  expect([run.id, run.parts.length, verdicts.length]).toEqual(['run2', 1, 2]);
});
