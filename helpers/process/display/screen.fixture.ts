import { Writable } from 'node:stream';
import xterm from '@xterm/headless';

/** A terminal that can be looked at: the emulator of xterm.js, without a window. */
export class Screen extends Writable {
  readonly isTTY = true;
  readonly #emulator: xterm.Terminal;

  constructor(size: { columns: number; rows: number }) {
    super();
    const { columns: cols, rows } = size;
    this.#emulator = new xterm.Terminal({ cols, rows, convertEol: true, allowProposedApi: true });
  }

  get columns(): number {
    return this.#emulator.cols;
  }

  get rows(): number {
    return this.#emulator.rows;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#emulator.write(chunk, done);
  }

  /** What a person does who drags the window's corner. */
  resize(columns: number, rows: number): void {
    this.#emulator.resize(columns, rows);
    this.emit('resize');
  }

  /** All rows that were ever written, those that have scrolled away among them; times are `m:ss`. */
  get text(): string[] {
    const { active } = this.#emulator.buffer;
    const rows = Array.from({ length: active.length }, (_, row) => active.getLine(row));
    const text = rows.map(row => row?.translateToString(true) ?? '');
    return text
      .slice(0, text.findLastIndex(row => row !== '') + 1)
      .map(row => row.replace(/\d+:\d\d/g, 'm:ss'));
  }
}
