/** The columns to write in: the terminal's, within what can be read well; 80 where there is none. */
export function terminalWidth(columns = process.stdout.columns ?? 80): number {
  return Math.min(Math.max(columns, 40), 120);
}
