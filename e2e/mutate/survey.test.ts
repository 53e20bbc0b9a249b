import { expect, test } from 'vitest';
import { scoreOf, surveyOf } from './survey.ts';

const SOURCE = 'const a = 1;\nconst b =\n  "two" + c;\n';
const at = (startLine: number, startColumn: number, endLine: number, endColumn: number) => ({
  start: { line: startLine, column: startColumn },
  end: { line: endLine, column: endColumn },
});
const mutant = (status: string, location = at(1, 11, 1, 12), replacement = '2') => ({
  status,
  location,
  replacement,
});

function survey(mutants: ReturnType<typeof mutant>[]) {
  const files = { 'b.ts': { source: SOURCE, mutants }, 'a.ts': { source: '', mutants: [] } };
  return surveyOf({ framework: { version: '10.1.1' }, files }, '2026-01-02');
}

test('a survivor is told by its line, its code and what it became, each on one line', () => {
  const { survivors } = survey([
    mutant('Survived'),
    mutant('NoCoverage', at(2, 7, 3, 8), '""'),
    mutant('Killed'),
  ]);
  expect(survivors).toEqual([
    { file: 'b.ts', line: 1, code: '1', becomes: '2' },
    { file: 'b.ts', line: 2, code: 'b = "two"', becomes: '""' },
  ]);
});

test('what no test reaches counts as survived, a loop as killed, and code that does not run not at all', () => {
  const { files } = survey(
    ['Killed', 'Killed', 'Timeout', 'Survived', 'NoCoverage', 'RuntimeError', 'Ignored'].map(status =>
      mutant(status),
    ),
  );
  expect(files).toEqual([
    { file: 'a.ts', killed: 0, timedOut: 0, survived: 0 },
    { file: 'b.ts', killed: 2, timedOut: 1, survived: 2 },
  ]);
  expect(scoreOf(files)).toBe(60);
});

test('long code is cut', () => {
  const [survivor] = survey([mutant('Survived', at(1, 1, 1, 2), 'x'.repeat(200))]).survivors;
  expect(survivor?.becomes).toBe(`${'x'.repeat(120)} …`);
});
