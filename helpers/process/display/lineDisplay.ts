import cliTruncate from 'cli-truncate';
import { clock, type ProgressEvent } from '../progress.ts';
import type { Display } from './display.ts';
import { NOTHING, withEvent } from './underWay.ts';
import { howFar, lastingLine, stamped, type Wording } from './words.ts';

/** How and where {@link LineDisplay} writes. */
export interface LineDisplayOptions extends Wording {
  /** Where a finished line goes. */
  write: (line: string) => void;
}

/** Milliseconds between two signs of life of what is under way. */
const HEARTBEAT_MS = 15_000;

/** Columns of a sign of life, which is no place for all that a tool says. */
const WIDTH = 160;

/** What the heartbeat of the status is kept by; the ids of steps are numbers. */
const STATUS = 'status';

/** Plain lines with the elapsed time, and a sign of life of whatever is under way every 15 s. */
export class LineDisplay implements Display {
  readonly #options: LineDisplayOptions;
  readonly #heartbeats = new Map<string, NodeJS.Timeout>();
  #underWay = NOTHING;

  constructor(options: LineDisplayOptions) {
    this.#options = options;
  }

  show(event: ProgressEvent): void {
    this.#underWay = withEvent(this.#underWay, event);
    const line = lastingLine(event, this.#options);
    if (line !== undefined) this.#options.write(line);
    if (event.kind === 'began') {
      const { step, name, estimateSeconds } = event;
      this.#write(
        `${name}${estimateSeconds === undefined ? '' : ` (about ${clock(estimateSeconds * 1000)})`} ...`,
      );
      this.#beat(step, () => this.#signOf(step));
    }
    if (event.kind === 'ended') this.#still(event.step);
    if (event.kind === 'stands') {
      if (event.line === undefined) this.#still(STATUS);
      else this.#beat(STATUS, () => this.#underWay.status);
    }
  }

  close(): void {
    for (const what of this.#heartbeats.keys()) this.#still(what);
  }

  #signOf(id: string): string | undefined {
    const step = this.#underWay.steps.get(id);
    if (step === undefined) return undefined;
    const now = Date.now();
    return `${step.name}: ${clock(now - step.startedAt)}${howFar(step, now)}`;
  }

  #beat(what: string, sign: () => string | undefined): void {
    if (this.#heartbeats.has(what)) return;
    const beat = () => {
      const line = sign();
      if (line !== undefined) this.#write(cliTruncate(line, WIDTH));
    };
    this.#heartbeats.set(what, setInterval(beat, HEARTBEAT_MS));
  }

  #still(what: string): void {
    clearInterval(this.#heartbeats.get(what));
    this.#heartbeats.delete(what);
  }

  #write(line: string): void {
    this.#options.write(stamped(Date.now(), line, this.#options));
  }
}
