import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleResults } from '../../helpers/report/results.fixture.ts';
import { writeResults } from '../../helpers/report/write.ts';

const MAIN = fileURLToPath(new URL('../main.mjs', import.meta.url));

/** Runs the command as a person does. */
function compare(...words: string[]) {
  return execa(process.execPath, [MAIN, 'compare', ...words], { reject: false, all: true });
}

let folder: string;
let [green, red] = ['', ''];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ftls-compare-'));
  [green, red] = [join(folder, 'green'), join(folder, 'red')];
  const results = exampleResults();
  await writeResults(results, red);
  results.verdicts = results.verdicts.filter(({ verdict }) => verdict !== 'regression');
  await writeResults(results, green);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('ends with 1 when something is newly red, and with 0 otherwise', async () => {
  const worse = await compare(green, red);
  expect(worse.stdout).toMatch(/^1 new red; \d compared\.\n/);
  expect(worse.exitCode).toBe(1);
  const better = await compare(red, green);
  expect(better.stdout).toMatch(/^1 no longer judged; /);
  expect(better.exitCode).toBe(0);
});

test('writes Markdown and a page where asked for', async () => {
  expect((await compare(green, red, '--format', 'markdown')).stdout).toContain('\n## New red\n');
  expect((await compare(green, red, '--format', 'html')).stdout).toMatch(/^<!doctype html>[\s\S]*<\/html>$/);
});
