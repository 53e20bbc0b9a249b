import { type ChildProcess, spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SCENARIOS } from './phases.ts';
import { environmentOf, type Room } from './room.ts';

const COMMAND = fileURLToPath(new URL('../main.mjs', import.meta.url));

/** A call of the command that is under way. */
export interface UnderWay {
  pid: number;
  /** Settles when a line of its output is one that is waited for, and says whether one came before it ended. */
  until(isIt: (line: string) => boolean): Promise<boolean>;
  /** Lets it run on for so long; whether it has ended by then. */
  endsWithin(ms: number): Promise<boolean>;
  /** Its exit status, or the signal that it ended by; undefined where it did not end in time, and was killed. */
  end(withinMs: number): Promise<string | undefined>;
  readonly lines: readonly string[];
}

/** Begins a run of the stand-in in a room. */
export function beginRun(room: Room, log: string): UnderWay {
  const asked = ['--fleet', 'standin', '--pairs', 'new', '--fresh', '--results', room.results];
  return begin(['run', ...SCENARIOS, ...asked], room, log);
}

/** Begins `fleet-tls down` in a room. */
export function beginDown(room: Room, log: string): UnderWay {
  return begin(['down'], room, log);
}

function begin(args: readonly string[], room: Room, log: string): UnderWay {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: environmentOf(room),
    stdio: ['ignore', 'pipe', 'pipe'],
    // The first of a process group of its own, as at a terminal.
    detached: true,
  });
  appendFileSync(log, `$ fleet-tls ${args.join(' ')}\n`);
  const lines: string[] = [];
  const watchers = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', line => {
      lines.push(line);
      appendFileSync(log, `${line}\n`);
      for (const watch of watchers) watch(line);
    });
  }
  const ended = endOf(child);
  const until = (isIt: (line: string) => boolean) =>
    Promise.race([
      new Promise<boolean>(resolve => {
        const watch = (line: string) => {
          if (!isIt(line)) return;
          watchers.delete(watch);
          resolve(true);
        };
        watchers.add(watch);
      }),
      ended.then(() => false),
    ]);
  const endsWithin = (ms: number) => Promise.race([delay(ms, false), ended.then(() => true)]);
  const end = async (withinMs: number) => {
    const late = AbortSignal.timeout(withinMs);
    late.addEventListener('abort', () => child.kill('SIGKILL'));
    const status = await ended;
    return late.aborted ? undefined : status;
  };
  return { pid: child.pid ?? 0, until, endsWithin, end, lines };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise(resolve => {
    // Not `close`: what it leaves running may hold its output.
    child.on('exit', (code, signal) => resolve(signal ?? String(code)));
  });
}
