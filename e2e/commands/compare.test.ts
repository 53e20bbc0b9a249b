import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { exampleResults } from '../../helpers/report/results.fixture.ts';
import { writeResults } from '../../helpers/report/write.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** Runs the command as a person does. */
function compare(...words: string[]) {
  return execa(process.execPath, [MAIN, 'compare', ...words], { reject: false, all: true });
}

let folder: string;
let [green, red, cut] = ['', '', ''];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ftls-compare-'));
  [green, red, cut] = [join(folder, 'green'), join(folder, 'red'), join(folder, 'cut.json')];
  const results = exampleResults();
  await writeResults(results, red);
  results.verdicts = results.verdicts.filter(({ verdict }) => verdict !== 'regression');
  await writeResults(results, green);
  await writeFile(cut, (await readFile(join(red, 'verdicts.json'), 'utf8')).slice(0, 700));
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

test('ends with 2 and one line where there is nothing to compare, or it cannot be read', async () => {
  for (const [words, line] of [
    [[green, join(folder, 'none')], /^cannot read the results \S+none \(ENOENT\)\. Name the results folder/],
    [[green, cut], /^\S+cut\.json is not whole: it ends early or is no JSON\. /],
    [[green, red, '--slower', '0'], /^error: option '--slower <factor>' argument '0' is invalid/],
    [[green], /^error: missing required argument 'after'/],
  ] as const) {
    const { all, exitCode } = await compare(...words);
    expect(all).toMatch(line);
    expect(all.split('\n')).toHaveLength(1);
    expect(exitCode).toBe(2);
  }
});
