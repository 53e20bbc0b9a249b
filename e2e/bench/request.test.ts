import { expect, test } from 'vitest';
import { parts } from './parts/index.ts';
import { readRequest } from './request.ts';

const names = (args: string[]) => readRequest(args, parts).parts.map(({ name }) => name);

test('without a name all is measured, five times, but for what takes images away', () => {
  expect(names([])).toEqual(['start-up', 'report', 'images', 'floor', 'scenarios', 'agents']);
  expect(names(['cold'])).toEqual(['cold']);
  expect(readRequest([], parts).rounds).toBe(5);
});

test('named parts are measured, as often as is said', () => {
  expect(names(['report', 'start-up', '-n', '2'])).toEqual(['start-up', 'report']);
  expect(readRequest(['-n', '2'], parts).rounds).toBe(2);
});

test.each([
  [['reports'], 'the benchmark has no part "reports"', 'report'],
  [['-n', '0'], '-n 0 is no number of rounds', 'at least 1'],
  [['-n', 'x'], '-n x is no number of rounds', 'at least 1'],
  [['--slow'], "Unknown option '--slow'", 'npm run bench -- [start-up]'],
])('%j is refused in one line', (args, message, cure) => {
  expect(() => readRequest(args, parts)).toThrow(
    expect.objectContaining({ code: 'usage', message, cure: expect.stringContaining(cure) }),
  );
});
