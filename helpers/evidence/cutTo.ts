/** Which part of a text stays where not all of it fits: a list begins with what matters, a log ends with it. */
export type Kept = 'start' | 'end';

/**
 * Cuts a text to so many bytes of UTF-8, between lines where it can; one that was cut says so in its last line, which
 * counts as well. Empty where not even that line fits.
 */
export function cutTo(text: string, bytes: number, kept: Kept = 'start'): string {
  const whole = Buffer.from(text);
  if (whole.length <= bytes) return text;
  const remark = (lost: number) =>
    `[cut: the ${kept === 'start' ? 'last' : 'first'} ${lost} of ${whole.length} bytes are left out]\n`;
  // No remark is longer than that of all being lost; a line end may have to come before it.
  const room = bytes - Buffer.byteLength(remark(whole.length)) - 1;
  if (room < 0) return '';
  const part = (kept === 'start' ? startOf : endOf)(whole, room);
  const lineEnd = part.length === 0 || part.at(-1) === NEWLINE ? '' : '\n';
  return `${part.toString()}${lineEnd}${remark(whole.length - part.length)}`;
}

const NEWLINE = 0x0a;

function startOf(whole: Buffer, room: number): Buffer {
  let end = room;
  while (isWithinCharacter(whole[end])) end -= 1;
  const lines = whole.lastIndexOf(NEWLINE, end - 1) + 1;
  return whole.subarray(0, lines > 0 && end > 0 ? lines : end);
}

function endOf(whole: Buffer, room: number): Buffer {
  let start = whole.length - room;
  while (isWithinCharacter(whole[start])) start += 1;
  const line = whole.indexOf(NEWLINE, start - 1) + 1;
  return whole.subarray(line > 0 && line < whole.length ? line : start);
}

/** A byte of UTF-8 that begins no character. */
function isWithinCharacter(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80;
}
