import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { createVitest } from 'vitest/node';
import { SPECS } from '../specs.ts';
import type { VerdictReporter } from '../verdictReporter.ts';
import type { RunHandle } from './handle.ts';
import { openHandover } from './handover.ts';
import type { OpenRun } from './open.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/** The command may be called from any folder. */
const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Has vitest play the specs of `e2e/` in a run that is still being brought up: that it and its worker load takes seconds,
 * and clusters come up meanwhile.
 * @throws what `preparing` throws, once vitest has ended.
 */
export async function playAll(
  preparing: Promise<RunHandle>,
  reporter: VerdictReporter,
  run: Pick<OpenRun, 'runId' | 'signal' | 'progress'>,
): Promise<void> {
  const handover = openHandover(run.runId);
  const handed = preparing.then(handover.give, error => {
    handover.end();
    throw error;
  });
  for (const end of await Promise.allSettled([handed, playSpecs(reporter, run)])) {
    if (end.status === 'rejected') throw end.reason;
  }
}

async function playSpecs(
  reporter: VerdictReporter,
  { runId, signal, progress }: Pick<OpenRun, 'runId' | 'signal' | 'progress'>,
): Promise<void> {
  const own = SIGNALS.map(name => process.listeners(name));
  const vitest = await createVitest(
    {
      root: ROOT,
      // Without the file: to read it takes 20 MiB, and the command brings its own world.
      config: false,
      ...SPECS,
      run: true,
      watch: false,
      reporters: [reporter],
    },
    {},
    // Whatever is printed there all the same becomes lines of the run's own.
    { stdout: byLine(line => progress.say(line)), stderr: byLine(line => progress.warn(line)) },
  );
  // vitest ends the process at a signal; here the run has to be cleaned up first.
  SIGNALS.forEach((name, at) => {
    for (const listener of process.listeners(name)) {
      if (!own[at]?.includes(listener)) process.off(name, listener);
    }
  });
  vitest.provide('runId', runId);
  signal.addEventListener('abort', () => vitest.cancelCurrentRun('keyboard-input'), { once: true });
  try {
    if (!signal.aborted) await vitest.start();
  } finally {
    await vitest.close();
    // vitest sets it for a failed test; here the verdicts decide.
    process.exitCode = undefined;
  }
}

function byLine(tell: (line: string) => void): PassThrough {
  const input = new PassThrough();
  createInterface({ input }).on('line', tell);
  return input;
}
