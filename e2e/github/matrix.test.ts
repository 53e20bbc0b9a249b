import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { exampleResults } from '../../helpers/report/results.fixture.ts';
import { writeResults } from '../../helpers/report/write.ts';
import { families } from '../../scenarios/index.ts';
import { defaultRunOptions } from '../options.ts';
import { parsePair } from '../plan/pairs.ts';
import { ROOT, step, workflow } from './files.fixture.ts';
import { PATIENTLY, play } from './play.fixture.ts';

const RELEASES = '.github/workflows/release-matrix.yml';
const folder = mkdtempSync(join(tmpdir(), 'ftls-matrix-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Results as a machine keeps them; the example has a red verdict. */
async function keep(resultsDir: string, id: string, { red = true } = {}): Promise<string> {
  const { run, verdicts, ...rest } = exampleResults();
  const kept = verdicts.filter(({ verdict }) => red || verdict === 'holds');
  await writeResults({ ...rest, run: { ...run, id }, verdicts: kept }, resultsDir);
  return resultsDir;
}

describe('the nightly matrix', () => {
  const { pairs, part = [] } = workflow('.github/workflows/nightly.yml').jobs.play?.strategy?.matrix ?? {};

  test('has every pair that a run has by itself', () => {
    expect(pairs).toEqual(defaultRunOptions().pairs);
  });

  test('has every family, each once', () => {
    const ids = families.flatMap(({ scenarios }) => scenarios.map(({ id }) => id.split('/')[0]));
    expect(part.flatMap(({ ids }) => ids.split(' ')).sort()).toEqual([...new Set(ids)].sort());
  });
});

describe('the release matrix', PATIENTLY, () => {
  test('pairs every controller with every agent, each version once', async () => {
    const VERSIONS = ' 0.12.4, 0.16.1\nv0.12.4 ';
    const { outputs } = await play(step(RELEASES, 'Pair the versions'), { VERSIONS });
    const planned: { pair: string; name: string }[] = JSON.parse(outputs.replace('pairs=', ''));
    expect(planned.map(({ pair }) => parsePair(pair))).toEqual([
      { controller: '0.12.4', agent: '0.12.4' },
      { controller: '0.12.4', agent: '0.16.1' },
      { controller: '0.16.1', agent: '0.12.4' },
      { controller: '0.16.1', agent: '0.16.1' },
    ]);
    // No slash: the artifact of each machine is called by it.
    expect(planned.map(({ name }) => name)).toContain('0.16.1-0.12.4');
  });

  test('tells what changed since an earlier run', async () => {
    const RUNNER_TEMP = join(folder, 'before');
    await keep(join(RUNNER_TEMP, 'fleet-tls-before'), 'earlier', { red: false });
    const AFTER = await keep(join(folder, 'after'), 'later');
    const given = { RUNNER_TEMP, AFTER };
    const { exitCode, summary } = await play(step(RELEASES, 'Tell what changed'), given, ROOT);
    expect(summary).toMatch(/earlier.*later.*a token reached the edge/s);
    expect(exitCode).toBe(1); // it is newly red
  });
});

describe('the results of several machines', PATIENTLY, () => {
  const MERGE = step('.github/actions/merge/action.yml', 'Join them');
  const SHOW = step('.github/actions/merge/action.yml', 'Show the summary');
  const GITHUB_ACTION_PATH = join(ROOT, '.github/actions/merge');

  test('become one run, whose summary is shown', async () => {
    const RUNNER_TEMP = join(folder, 'runner');
    await keep(join(RUNNER_TEMP, 'fleet-tls-parts', 'a'), 'machine-a', { red: false });
    await keep(join(RUNNER_TEMP, 'fleet-tls-parts', 'b'), 'machine-b');
    const { exitCode, said } = await play(MERGE, { RUNNER_TEMP, GITHUB_ACTION_PATH });
    const results = join(RUNNER_TEMP, 'fleet-tls-merged');
    expect(said).toContain(`Results: ${results} (report.html, verdicts.json, junit.xml, summary.md)`);
    expect(exitCode).toBe(1);
    const shown = await play(SHOW, { RUNNER_TEMP, GITHUB_ACTION_PATH });
    expect(shown.outputs).toBe(`results=${results}\n`);
    expect(shown.summary).toMatch(/Run `machine-a`.*Run `machine-b`/s);
  });

  test('are missed when no machine has any', async () => {
    const RUNNER_TEMP = join(folder, 'empty');
    mkdirSync(join(RUNNER_TEMP, 'fleet-tls-parts'), { recursive: true });
    const { exitCode, said } = await play(MERGE, { RUNNER_TEMP, GITHUB_ACTION_PATH });
    expect(said).toContain("missing required argument 'runs'");
    expect(exitCode).toBe(2);
    expect(await play(SHOW, { RUNNER_TEMP })).toMatchObject({ exitCode: 0, summary: '', outputs: '' });
  });
});
