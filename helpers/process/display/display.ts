import type { ProgressEvent } from '../progress.ts';
import { LineDisplay } from './lineDisplay.ts';
import { LiveDisplay, type Terminal } from './liveDisplay.ts';
import { lookOf } from './look.ts';
import { QuietDisplay } from './quietDisplay.ts';

/** Shows what happens in a run to whoever looks on. */
export interface Display {
  show(event: ProgressEvent): void;
  /** Takes away what is only shown while it lasts. */
  close(): void;
}

/** What a display is opened with. */
export interface DisplayOptions {
  /** Warnings alone. */
  quiet: boolean;
  /** The environment of the process by default. */
  env?: NodeJS.ProcessEnv;
}

/** The display for a stream: what is under way stands at the bottom of a terminal; elsewhere there are plain lines. */
export function openDisplay(stream: Terminal, { quiet, env = process.env }: DisplayOptions): Display {
  const { live, colours } = lookOf(stream, env);
  const wording = { startedAt: Date.now(), colours };
  const write = (line: string) => {
    stream.write(`${line}\n`);
  };
  if (quiet) return new QuietDisplay({ write, ...wording });
  return live ? new LiveDisplay(stream, wording) : new LineDisplay({ write, ...wording });
}
