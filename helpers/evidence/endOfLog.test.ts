import { expect, test } from 'vitest';
import { endOfLog, LOG_LINES } from './endOfLog.ts';

const lines = (count: number) => Array.from({ length: count }, (_, at) => `line ${at}`).join('\n');

test('a log that was read whole stays as it is', () => {
  for (const log of ['', 'one', 'one\n', lines(LOG_LINES - 1)]) expect(endOfLog(log)).toBe(log);
});

test('a log of which more may stand before says so at its end', () => {
  const remark = `[cut: no more than the last ${LOG_LINES} lines were read]\n`;
  for (const log of [lines(LOG_LINES), `${lines(LOG_LINES)}\n`])
    expect(endOfLog(log)).toBe(`${lines(LOG_LINES)}\n${remark}`);
  // Empty lines, as between the frames of a stack, are lines.
  const blank = '\n'.repeat(LOG_LINES);
  expect(endOfLog(blank)).toBe(`${blank}${remark}`);
});
