/** A long step that is under way. */
export interface Step {
  /** Says what the step is doing just now; shown with the next sign of life. */
  note(text: string): void;
}

/** How a step is announced. */
export interface StepOptions {
  /** How long the step took when it was measured, in seconds; shown as the estimate. */
  estimateSeconds?: number;
}

/** One measured step of a run, for the timings of the results. Times are milliseconds since the epoch. */
export interface Span {
  name: string;
  startedAt: number;
  endedAt: number;
  ok: boolean;
}

/** Announces steps, shows that they live, and measures them. */
export interface Progress {
  /** Runs `work` as a named step. Steps may overlap. */
  step<T>(name: string, work: (step: Step) => Promise<T>, options?: StepOptions): Promise<T>;
  /** A single line that stands for itself. */
  say(line: string): void;
  /** All steps that ended so far. */
  readonly spans: readonly Span[];
}

/** What {@link LineProgress} needs from outside. */
export interface LineProgressOptions {
  /** Where a finished line goes. */
  write: (line: string) => void;
  /** Milliseconds between two signs of life of a running step; 15 000 by default. */
  heartbeatMs?: number;
  /** When the run began, milliseconds since the epoch: elapsed times count from it. Now by default. */
  startedAt?: number;
}

/** Progress as plain lines with the elapsed time, one sign of life for each step at least every 15 s. */
export class LineProgress implements Progress {
  readonly spans: Span[] = [];
  readonly #options: LineProgressOptions;
  readonly #startedAt: number;

  constructor(options: LineProgressOptions) {
    this.#options = options;
    this.#startedAt = options.startedAt ?? Date.now();
  }

  say(line: string): void {
    this.#options.write(`[${clock(Date.now() - this.#startedAt)}] ${line}`);
  }

  async step<T>(name: string, work: (step: Step) => Promise<T>, options: StepOptions = {}): Promise<T> {
    const startedAt = Date.now();
    const estimate =
      options.estimateSeconds === undefined ? '' : ` (about ${clock(options.estimateSeconds * 1000)})`;
    this.say(`${name}${estimate} ...`);
    let doing = '';
    const heartbeat = setInterval(() => {
      this.say(`${name}: ${clock(Date.now() - startedAt)}${estimate}${doing && `, ${doing}`}`);
    }, this.#options.heartbeatMs ?? 15_000);
    let ok = false;
    try {
      const value = await work({
        note: text => {
          doing = text.trim().slice(0, 120);
        },
      });
      ok = true;
      return value;
    } finally {
      clearInterval(heartbeat);
      const endedAt = Date.now();
      this.spans.push({ name, startedAt, endedAt, ok });
      this.say(`${name}: ${ok ? 'done' : 'FAILED'} in ${clock(endedAt - startedAt)}`);
    }
  }
}

/** Milliseconds as `m:ss`. */
export function clock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
