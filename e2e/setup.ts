import type { TestProject } from 'vitest/node';
import { LineDisplay } from '../helpers/process/display/lineDisplay.ts';
import { lookOf } from '../helpers/process/display/look.ts';
import { asHarnessError, HarnessError } from '../helpers/process/errors.ts';
import { optionsOfSurroundings } from './config/settings.ts';
import { enterWorld } from './keep/enter.ts';
import { findWorld } from './keep/find.ts';
import { leaveWorld } from './keep/leave.ts';
import type { RunOptions } from './options.ts';
import { openHandover } from './run/handover.ts';
import { type OpenRun, openRun } from './run/open.ts';
import type { ReadyRun } from './run/prepare.ts';

type Teardown = () => Promise<void>;

/**
 * Has vitest play in the world that is up when it was started by itself (in an IDE, say): the command does without this. Where
 * none is up the specs say so, and what to do: a test that somebody clicks on is not to make clusters for minutes.
 */
export default async function setup(project: TestProject): Promise<Teardown | undefined> {
  const options = await optionsOfSurroundings();
  const run = open(project, options);
  try {
    const ready = await enter(run, options);
    project.provide('runId', run.runId);
    openHandover(run.runId).give(ready.handle);
    return () => leaveWorld(run, { options }, { ready, keeps: false, standing: options.keep });
  } catch (error) {
    await run.close();
    project.provide('noWorld', asHarnessError(error).line);
    return undefined;
  }
}

function open({ vitest }: TestProject, { results, verbose }: RunOptions): OpenRun {
  const { colours } = lookOf(process.stdout, process.env);
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  // vitest ends the process at a signal; here the world has to be given back first.
  for (const name of ['SIGINT', 'SIGTERM']) process.removeAllListeners(name);
  // The bottom of the terminal is vitest's own.
  const display = new LineDisplay({ write, startedAt: Date.now(), colours });
  const run = openRun({ resultsRoot: results, display, verbose });
  run.signal.addEventListener('abort', () => {
    process.exitCode = 130;
    void vitest.cancelCurrentRun('keyboard-input');
  });
  return run;
}

async function enter(run: OpenRun, options: RunOptions): Promise<ReadyRun> {
  const order = { scenarios: [], options: { ...options, fresh: false } };
  const found = await findWorld(run, order);
  if (found === undefined) {
    throw new HarnessError('usage', {
      message: 'no world is up that these tests could be played in',
      cure:
        'Bring one up with `npm run fleet-tls -- up op/index-public`, or play them without vitest: ' +
        '`npm run fleet-tls -- run op/index-public`',
    });
  }
  return enterWorld(run, found, options);
}
