/** How many lines of one log are evidence, from its end: a real agent writes a hundred in a second (seen: Fleet 0.13.0). */
export const LOG_LINES = 5_000;

/** What was read of a log's end, which says so where there was more before it. */
export function endOfLog(read: string): string {
  const lines = read.replace(/\n$/, '').split('\n').length;
  if (lines < LOG_LINES) return read;
  return `${read.replace(/\n?$/, '\n')}[cut: no more than the last ${LOG_LINES} lines were read]\n`;
}
