import { expect, test } from 'vitest';
import { foldSurvey, partsOf, type Survey, scoreOf, surveyOf } from './survey.ts';

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
  const files = { 'b.ts': { source: SOURCE, mutants } };
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
  expect(files).toEqual([{ file: 'b.ts', day: '2026-01-02', killed: 2, timedOut: 1, survived: 2 }]);
  expect(scoreOf(files)).toBe(60);
});

test('long code is cut', () => {
  const [survivor] = survey([mutant('Survived', at(1, 1, 1, 2), 'x'.repeat(200))]).survivors;
  expect(survivor?.becomes).toBe(`${'x'.repeat(120)} …`);
});

test('a file that was mutated again counts as it was found last, another as it is kept, and one that is gone no more', () => {
  const of = (stryker: string, day: string, files: string[]): Survey => ({
    schema: 1,
    stryker,
    files: files.map(file => ({ file, day, killed: 0, timedOut: 0, survived: 2 })),
    survivors: files.flatMap(file => ['1', '2'].map(code => ({ file, line: 1, code, becomes: day }))),
  });
  const kept = of('old', 'before', ['a.ts', 'b.ts', 'd.ts', 'gone.ts']);
  const { stryker, files, survivors } = foldSurvey(
    kept,
    of('new', 'now', ['c.ts', 'b.ts']),
    file => file !== 'gone.ts',
  );
  expect(stryker).toBe('new');
  expect(files.map(({ file, day }) => `${file} ${day}`)).toEqual([
    'a.ts before',
    'b.ts now',
    'c.ts now',
    'd.ts before',
  ]);
  expect(survivors.map(({ file, code, becomes }) => `${file} ${code} ${becomes}`)).toEqual(
    files.flatMap(({ file, day }) => ['1', '2'].map(code => `${file} ${code} ${day}`)),
  );
});

test('a part of a file is told from a whole one', () => {
  const mutate = ['a.ts', 'b.ts:10-20', 'c.ts:1:4-3:5', '{d,e}.ts', '!f.ts'];
  expect(partsOf({ config: { mutate }, files: {} })).toEqual(['b.ts:10-20', 'c.ts:1:4-3:5']);
  expect(partsOf({ files: {} })).toEqual([]);
});
