import type { ProgressEvent } from '../progress.ts';
import type { Display } from './display.ts';
import { lastingLine, type Wording } from './words.ts';

/** Shows what went amiss, and nothing else. */
export class QuietDisplay implements Display {
  readonly #options: Wording & { write: (line: string) => void };

  constructor(options: Wording & { write: (line: string) => void }) {
    this.#options = options;
  }

  show(event: ProgressEvent): void {
    const line = event.kind === 'warned' ? lastingLine(event, this.#options) : undefined;
    if (line !== undefined) this.#options.write(line);
  }

  close(): void {}
}
