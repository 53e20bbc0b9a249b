import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { asHarnessError } from '../../helpers/process/errors.ts';
import { run } from '../../helpers/process/run.ts';
import type { Results } from '../../helpers/report/results.ts';
import type { Fault, Moment } from './fault.ts';
import { CONTROL } from './faults.ts';
import { injectorOf } from './inject/injectorOf.ts';
import type { Played } from './judge.ts';
import { awaitMoment } from './moment.ts';
import type { Site } from './site.ts';

const MAIN = fileURLToPath(new URL('../main.mjs', import.meta.url));

/** A call of the command's own `run` in the world that is up. */
interface Call {
  ids: readonly string[];
  /** The folder that gets the folder of its results. */
  folder: string;
  onLine?: (line: string) => void;
}

/**
 * Runs a fault's scenarios, with the fault in their way from its moment on, and then a scenario without it.
 * @param folder gets the results of both runs.
 */
export async function playFault(site: Site, fault: Fault, folder: string): Promise<Played> {
  const failures: string[] = [];
  const note = (error: unknown) => void failures.push(asHarnessError(error).message);
  const injector = injectorOf(site, fault.injection);
  const told: string[] = [];
  const over = new AbortController();
  let from: number | undefined;
  const pass = (seconds: number) => delay(seconds * 1000, undefined, { signal: over.signal }).catch(() => {});
  const come = (when: Moment) => awaitMoment(when, { ...site, signal: over.signal }, told);
  const bringAbout = async (): Promise<void> => {
    await come(fault.when);
    await pass(fault.waits ?? 0);
    await injector.inject();
    from = Date.now();
  };
  const last = async (): Promise<void> => {
    // What is there before is there until the run is under way at the least.
    if (fault.when === 'before' && fault.lasts !== undefined) await come('cleared');
    await pass(fault.lasts ?? FOR_GOOD);
  };
  const end = async (): Promise<Played['there']> => {
    await injector.undo().catch(note);
    return from === undefined ? undefined : { from, until: Date.now() };
  };

  const underWay = bringAbout().catch(note);
  if (fault.when === 'before') await underWay;
  const ids = Object.keys(fault.expected);
  const running = runIn(site, { ids, folder: join(folder, 'under'), onLine: line => told.push(line) });
  const ending = underWay.then(last).catch(note).then(end);
  const verdicts = await running.catch(error => {
    note(error);
    return [];
  });
  over.abort();
  const there = await ending;
  const [control = NOT_PLAYED] = await runIn(site, { ids: [CONTROL], folder: join(folder, 'after') }).catch(
    () => [],
  );
  const { verdict, reason } = control;
  return { ...(there && { there }), verdicts, failures, control: { verdict, reason } };
}

/** Longer than any scenario waits, in seconds. */
const FOR_GOOD = 1_800;

const NOT_PLAYED = { verdict: 'no-verdict', reason: 'it was not played' } as const;

/** Runs scenarios as a person would, and gives the verdicts that are written down. */
async function runIn({ world, signal }: Site, { ids, folder, onLine }: Call): Promise<Results['verdicts']> {
  const args = [MAIN, 'run', ...ids, '--results', folder, '--keep-docker'];
  const { stderr } = await run(process.execPath, args, {
    signal,
    env: { NO_COLOR: '1' },
    ...(onLine && { onLine }),
    accept: [0, 1, 2, 3, 130],
  });
  const file = join(folder, 'latest', 'verdicts.json');
  if (!existsSync(file)) throw new Error(`the run ended without results: ${stderr.trim()}`);
  const results = JSON.parse(readFileSync(file, 'utf8')) as Results;
  if (results.run.world?.id !== world.id) throw new Error('the run was played in another world');
  return results.verdicts;
}
