import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { exampleResults } from '../../helpers/report/results.fixture.ts';
import { pointLatest, writeResults } from '../../helpers/report/write.ts';
import { commandLine } from '../commandLine.ts';
import { defaultRunOptions } from '../options.ts';
import { action, ROOT, step } from './files.fixture.ts';
import { PATIENTLY, play } from './play.fixture.ts';

const RUN = step('action.yml', 'Run the scenarios');

const folder = mkdtempSync(join(tmpdir(), 'ftls-action-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The subcommand of which the action is the other way in. */
function runOf(program: ReturnType<typeof commandLine>) {
  const run = program.commands.find(command => command.name() === 'run');
  if (run === undefined) throw new Error('there is no run');
  return run;
}

/**
 * Flags that are none of the action's inputs: its machine is new and gone afterwards, it tells the folder as an output, and it
 * has the results of one run.
 */
const NOT_INPUTS = ['fresh', 'keep', 'keep-docker', 'repeat', 'results'];

describe("the action's inputs", () => {
  const flags = runOf(commandLine(() => {})).options;
  const { artifact, ids, ...inputs } = action('action.yml').inputs;

  test('are the flags of run, with the ids, and the name of the artifact', () => {
    expect([artifact, ids]).not.toContain(undefined);
    const names = flags.map(flag => flag.name()).filter(name => !NOT_INPUTS.includes(name));
    expect(Object.keys(inputs).sort()).toEqual(names.sort());
  });

  test('name the choices that a flag has, and have a default of their own only where the check must not guess', () => {
    for (const flag of flags.filter(({ argChoices }) => argChoices !== undefined)) {
      const { description = '', default: value } = inputs[flag.name()] ?? {};
      for (const choice of flag.argChoices ?? []) expect(description).toContain(choice);
      if (value !== undefined) expect(flag.argChoices).toContain(value);
    }
    const given = Object.entries(inputs).filter(input => input[1].default !== undefined);
    expect(given.map(([name]) => name)).toEqual(['fleet', 'supply']);
  });
});

describe("the action's run", PATIENTLY, () => {
  /** An action whose command does nothing but tell how it was called. */
  const recorder = join(folder, 'recorder');
  mkdirSync(join(recorder, 'e2e'), { recursive: true });
  const tells = '#!/usr/bin/env node\nconsole.log(JSON.stringify(process.argv.slice(2)))';
  writeFileSync(join(recorder, 'e2e', 'main.mjs'), tells, { mode: 0o755 });

  /** What the command makes of the words that the script gives it. */
  async function asked(
    inputs: Record<string, string>,
  ): Promise<{ ids: string[]; flags: Record<string, unknown> }> {
    const { said } = await play(RUN, { ...inputs, GITHUB_ACTION_PATH: recorder });
    const program = commandLine(() => {});
    const asked = { ids: [] as string[], flags: {} };
    runOf(program).action((ids, flags) => {
      Object.assign(asked, { ids, flags });
    });
    await program.parseAsync(JSON.parse(said), { from: 'user' });
    return asked;
  }

  test('gives the command every input, and each line of those that take several', async () => {
    const { ids, flags } = await asked({
      IDS: 'op reg/strict-right-ca\nheal',
      TIER: 'full',
      PAIRS: 'new, skew',
      PAIR: '0.16.1/0.16.1\n  0.16.1/0.12.4\n',
      CHARTS: '0.17.0-dev=charts\n0.12.4=with a blank/charts\n',
      FLEET: 'local',
      SUPPLY: 'registry',
      STALE_RECORDS: 'error',
      VERBOSE: 'true',
    });
    expect(ids).toEqual(['op', 'reg/strict-right-ca', 'heal']);
    expect(flags).toMatchObject({
      tier: 'full',
      pairs: ['new', 'skew'],
      pair: ['0.16.1/0.16.1', '0.16.1/0.12.4'],
      charts: ['0.17.0-dev=charts', '0.12.4=with a blank/charts'],
      fleet: 'local',
      supply: 'registry',
      staleRecords: 'error',
      verbose: true,
    });
    expect((await asked({ QUIET: 'true' })).flags).toMatchObject({ quiet: true, verbose: false });
  });

  test('leaves to the command what was not given, and takes no id for a flag', async () => {
    const { results: _, ...byItself } = (await asked({})).flags;
    const { ids: _ids, results: _results, ...defaults } = defaultRunOptions();
    expect(byItself).toEqual(defaults);
    expect((await asked({ IDS: '--keep', QUIET: 'false', VERBOSE: 'false' })).ids).toEqual(['--keep']);
  });

  test('ends as the command does, with its one line', async () => {
    const { exitCode, said, outputs } = await play(RUN, { FLEET: 'local' });
    expect(said).toBe(
      'local Fleet was asked for, but no charts were given. Give the folder of its charts with --charts <folder>',
    );
    expect(exitCode).toBe(2);
    expect(outputs).toMatch(/^results=\/.*\/fleet-tls-\w{6}\n$/);
  });
});

describe("the action's summary", () => {
  const SUMMARY = step('action.yml', 'Show the summary');

  test("is the run's own, and the results are those that latest points to", async () => {
    const results = join(folder, 'results', 'run1');
    await writeResults(exampleResults(), results);
    const latest = await pointLatest(results);
    const { exitCode, summary, outputs } = await play(SUMMARY, { LATEST: latest ?? '' });
    expect(exitCode).toBe(0);
    expect(summary).toBe(readFileSync(join(results, 'summary.md'), 'utf8'));
    expect(outputs).toBe(`results=${results}\n`);
  });

  test('is an error that says where to look when nothing was judged', async () => {
    const { exitCode, said, summary, outputs } = await play(SUMMARY, { LATEST: '/latest' });
    expect(exitCode).toBe(0);
    expect(said).toMatch(/^::error title=fleet-tls-e2e::It ended before it judged anything/);
    expect([summary, outputs]).toEqual(['', '']);
  });
});

test("the cache's key changes with what is built, and with nothing else", async () => {
  const KEY = step('action.yml', "Find the cache's key");
  const copy = join(folder, 'copy');
  for (const part of ['package-lock.json', 'helpers/supply/recipes', 'helpers/standin']) {
    cpSync(join(ROOT, part), join(copy, part), { recursive: true });
  }
  const keyAt = async (path: string) => (await play(KEY, { GITHUB_ACTION_PATH: path })).outputs;
  const key = await keyAt(ROOT);
  expect(key).toMatch(/^key=fleet-tls-e2e-Linux-X64-[0-9a-f]{16}\n$/);
  expect(await keyAt(copy)).toBe(key);
  writeFileSync(join(copy, 'helpers/supply/recipes/kind/go.mod'), 'module other\n');
  expect(await keyAt(copy)).not.toBe(key);
});
