import { clearScreenDown, moveCursor } from 'node:readline';
import { createLogUpdate } from 'log-update';
import stringWidth from 'string-width';
import type { ProgressEvent } from '../progress.ts';
import type { Display } from './display.ts';
import { regionLines } from './region.ts';
import { NOTHING, withEvent } from './underWay.ts';
import { lastingLine, type Wording } from './words.ts';

/** As much of a terminal's stream as is written to; `process.stdout` is one, also where it is no terminal. */
export type Terminal = NodeJS.WritableStream &
  Partial<Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'rows' | 'cork' | 'uncork'>>;

/** Milliseconds from one drawing to the next while nothing but the time and the notes of steps change. */
const REDRAW_MS = 500;

/** Milliseconds without a change after which a terminal counts as having its new size. */
const SETTLE_MS = 500;

/** What is under way at the bottom of a terminal, drawn anew as it changes; lines that stay scroll by above it. */
export class LiveDisplay implements Display {
  readonly #terminal: Terminal;
  readonly #wording: Wording;
  readonly #region: ReturnType<typeof createLogUpdate>;
  readonly #redraw: NodeJS.Timeout;
  #underWay = NOTHING;
  /** Lines that stay and are not written yet. */
  #waiting: string[] = [];
  /** The lines of the region as they stand there. */
  #drawn: string[] = [];
  #due: NodeJS.Immediate | undefined;
  #settling: NodeJS.Timeout | undefined;

  constructor(terminal: Terminal, wording: Wording) {
    this.#terminal = terminal;
    this.#wording = wording;
    this.#region = createLogUpdate(terminal);
    this.#redraw = setInterval(() => this.#soon(), REDRAW_MS);
    this.#terminal.on('resize', this.#resized);
  }

  show(event: ProgressEvent): void {
    this.#underWay = withEvent(this.#underWay, event);
    const line = lastingLine(event, this.#wording);
    if (line !== undefined) this.#waiting.push(line);
    // Tools say more in a second than anybody reads.
    if (event.kind !== 'noted') this.#soon();
  }

  close(): void {
    this.#terminal.off('resize', this.#resized);
    clearInterval(this.#redraw);
    this.#underWay = NOTHING;
    if (this.#settling === undefined) this.#write();
    else this.#settled();
  }

  /** Not at once: the signal that the terminal has another size may have come, and has to be seen first. */
  #soon(): void {
    // While the size changes, nobody knows where on the screen the region is.
    if (this.#settling === undefined) this.#due ??= setImmediate(() => this.#write());
  }

  #write(): void {
    clearImmediate(this.#due);
    this.#due = undefined;
    this.#terminal.cork?.();
    if (this.#waiting.length > 0) {
      this.#region.clear();
      this.#terminal.write(this.#waiting.map(line => `${line}\n`).join(''));
      this.#waiting = [];
    }
    this.#draw();
    this.#terminal.uncork?.();
  }

  #draw(): void {
    const { columns: width = 80, rows = 24 } = this.#terminal;
    // The row beneath the region is the cursor's.
    const room = { width, height: rows - 1, now: Date.now() };
    const before = this.#drawn;
    this.#drawn = regionLines(this.#underWay, room, this.#wording);
    if (this.#drawn.length > 0) {
      this.#region(this.#drawn.join('\n'));
    } else if (before.length > 0) {
      this.#region.clear();
      this.#region.done();
    }
  }

  readonly #resized = (): void => {
    clearImmediate(this.#due);
    this.#due = undefined;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#settled(), SETTLE_MS);
  };

  /** A terminal that became narrower has broken the region's lines into more rows, which log-update knows nothing of. */
  #settled(): void {
    clearTimeout(this.#settling);
    this.#settling = undefined;
    const { columns = 80 } = this.#terminal;
    const rows = this.#drawn.map(line => Math.max(1, Math.ceil(stringWidth(line) / columns)));
    const further = rows.reduce((sum, count) => sum + count, 0) - rows.length;
    moveCursor(this.#terminal, 0, -further);
    this.#region.clear();
    clearScreenDown(this.#terminal);
    this.#write();
  }
}
