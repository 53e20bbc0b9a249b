import { stripVTControlCharacters } from 'node:util';
import { threadId } from 'node:worker_threads';
import type { Retry } from './retries.ts';

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
  /** A single line that is shown even where only failures are. */
  warn(line: string): void;
  /** How the whole stands just now, in place of what was said of it before; undefined ends it. */
  status(line: string | undefined): void;
  /** All steps that ended so far. */
  readonly spans: readonly Span[];
}

/** What happens in a run, for those who look on: plain data, since it also comes from other threads. */
export type ProgressEvent = { at: number } & (
  | { kind: 'said' | 'warned'; line: string }
  | { kind: 'stands'; line?: string }
  | { kind: 'began'; step: string; name: string; estimateSeconds?: number }
  | { kind: 'noted'; step: string; text: string }
  | { kind: 'ended'; step: string; span: Span }
  | ({ kind: 'retried' } & Retry)
  | { kind: 'ran'; command: string; seconds: number; exitCode?: number }
);

/** Progress that hands each event on to whoever shows it. */
export class EventProgress implements Progress {
  readonly spans: Span[] = [];
  readonly #show: (event: ProgressEvent) => void;
  #begun = 0;

  constructor(show: (event: ProgressEvent) => void) {
    this.#show = show;
  }

  say(line: string): void {
    this.#show({ kind: 'said', at: Date.now(), line });
  }

  warn(line: string): void {
    this.#show({ kind: 'warned', at: Date.now(), line });
  }

  status(line: string | undefined): void {
    this.#show({ kind: 'stands', at: Date.now(), ...(line !== undefined && { line }) });
  }

  async step<T>(name: string, work: (step: Step) => Promise<T>, options: StepOptions = {}): Promise<T> {
    const startedAt = Date.now();
    const step = `${threadId}.${++this.#begun}`;
    this.#show({ kind: 'began', at: startedAt, step, name, ...options });
    const note = (text: string) =>
      this.#show({ kind: 'noted', at: Date.now(), step, text: withoutControls(text) });
    let ok = false;
    try {
      const value = await work({ note });
      ok = true;
      return value;
    } finally {
      const span = { name, startedAt, endedAt: Date.now(), ok };
      this.spans.push(span);
      this.#show({ kind: 'ended', at: span.endedAt, step, span });
    }
  }
}

/** What a tool printed as one line without colours, tabs and movements of the cursor. */
function withoutControls(text: string): string {
  return stripVTControlCharacters(text)
    .replace(/\p{Cc}+/gu, ' ')
    .trim();
}

/** Milliseconds as `m:ss`. */
export function clock(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
