import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Command, CommanderError } from 'commander';
import { redact, redactDeep } from '../../helpers/evidence/redact.ts';
import { openDisplay } from '../../helpers/process/display/display.ts';
import { asHarnessError, exitStatusOf } from '../../helpers/process/errors.ts';
import { STAND_IN_NOTICE } from '../../helpers/report/results.ts';
import { families } from '../../scenarios/index.ts';
import { runOptions } from '../config/runOptions.ts';
import { makeWorld } from '../keep/bringUp.ts';
import { defaultRunOptions, type RunOptions } from '../options.ts';
import { selectScenarios } from '../plan/select.ts';
import { type OpenRun, openRun } from '../run/open.ts';
import { wrongUse } from '../wrongUse.ts';
import { chooseFaults } from './choose.ts';
import type { Fault } from './fault.ts';
import { CONTROL } from './faults.ts';
import { type FaultFacts, judgeFault } from './judge.ts';
import { playFault } from './play.ts';
import { faultResults, faultsText } from './results.ts';
import type { Site } from './site.ts';
import { faultText, sumOf } from './table.ts';

/** What is asked for; of a run's options those that make sense here. */
type FaultOptions = Pick<RunOptions, 'supply' | 'results' | 'keepDocker' | 'quiet' | 'verbose'>;

const OPTIONS: readonly (keyof RunOptions)[] = ['supply', 'results', 'keepDocker', 'quiet', 'verbose'];

/**
 * Tries the harness under faults: brings up a world of the stand-in, runs scenarios in it with one fault after another in
 * their way, and holds what is said of them against what may be said.
 * @returns the exit status: 0 all as expected, 1 something was not, 2 wrong use, 3 no world, 130 interrupted.
 */
async function tryFaults(names: readonly string[], options: FaultOptions): Promise<number> {
  const chosen = chooseFaults(names);
  const folder = join(options.results, 'faults');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const facts: FaultFacts[] = [];
  let opened: { run: OpenRun; site: Site } | undefined;
  try {
    for (const fault of chosen) {
      opened ??= await open(chosen, options);
      const { run, site } = opened;
      if (run.signal.aborted) return 130;
      const played = await run.progress.step(fault.name, () =>
        playFault(site, fault, join(folder, fault.name)),
      );
      if (run.signal.aborted) return 130;
      const judged = judgeFault(fault, played);
      facts.push(judged);
      for (const line of faultText(judged).split('\n')) run.progress.say(line);
      writeFileSync(join(folder, 'faults.json'), faultsText(redactDeep(faultResults(facts))));
      if (judged.control.verdict === 'holds') continue;
      run.progress.warn(`the world is not well after ${fault.name}: the next fault gets a world of its own`);
      await run.close();
      opened = undefined;
    }
  } finally {
    await opened?.run.close();
  }
  tell(facts, folder);
  return facts.every(({ outcome }) => outcome === 'as-expected') ? 0 : 1;
}

/** Brings up a world for these faults. What fails on the way is removed when the run is closed. */
async function open(chosen: readonly Fault[], options: FaultOptions): Promise<{ run: OpenRun; site: Site }> {
  const ids = [...new Set([CONTROL, ...chosen.flatMap(({ expected }) => Object.keys(expected))])];
  const run = openRun({ display: openDisplay(process.stdout, options), verbose: options.verbose });
  try {
    const asked: RunOptions = {
      ...{ ...defaultRunOptions(), ...options },
      ...{ ids, tier: 'soak', pairs: ['new'], fleet: 'standin', fresh: true },
    };
    const world = await makeWorld(run, { scenarios: selectScenarios(families, asked), options: asked });
    return { run, site: { world, signal: run.signal } };
  } catch (error) {
    await run.close();
    throw error;
  }
}

function tell(facts: readonly FaultFacts[], folder: string): void {
  const lines = [
    '',
    sumOf(facts),
    STAND_IN_NOTICE,
    `Results: ${relative(process.cwd(), folder)} (faults.json, and those of each run)`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

/** Tells what went wrong in one line, and gives the exit status. */
function fail(error: unknown, program: Command): number {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const failure =
    error instanceof CommanderError ? wrongUse(error, program, process.argv.slice(2)) : asHarnessError(error);
  process.stderr.write(`${redact(failure.line)}\n`);
  return exitStatusOf(failure);
}

async function main(): Promise<void> {
  let status = 0;
  const program = new Command('npm run faults --')
    .description('try the harness under faults that are brought about from outside')
    .argument('[names...]', 'names of faults (dns-down); all by default')
    .exitOverride()
    .configureOutput({ writeErr: () => {}, outputError: () => {} });
  for (const option of runOptions(OPTIONS)) program.addOption(option);
  program.action(async (names: string[], options: FaultOptions) => {
    status = await tryFaults(names, options);
  });
  try {
    await program.parseAsync();
  } catch (error) {
    status = fail(error, program);
  }
  process.exit(status);
}

if (import.meta.main) await main();
