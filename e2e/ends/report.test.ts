import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readReport } from './report.ts';

test('the report of a run is found in its results folder, with what it says of each row', () => {
  const root = mkdtempSync(join(tmpdir(), 'ftls-report-'));
  expect(readReport(root)).toBeUndefined();
  mkdirSync(join(root, '1125-2230-abcd'));
  expect(readReport(root)).toBeUndefined();
  const seen = (met: boolean) => ({ expected: 'e', met, saw: 's' });
  const verdicts = [
    { scenario: 'a/met', verdict: 'holds', observations: [seen(true)] },
    { scenario: 'a/unmet', verdict: 'holds', observations: [seen(true), seen(false)] },
    { scenario: 'a/silent', verdict: 'holds' },
  ];
  const results = { run: { interrupted: true }, scenarios: [{}, {}, {}, {}], pairs: [{}], verdicts };
  writeFileSync(join(root, '1125-2230-abcd', 'verdicts.json'), JSON.stringify(results));
  expect(readReport(root)).toEqual({
    interrupted: true,
    planned: 4,
    rows: [
      { scenario: 'a/met', verdict: 'holds', met: true },
      { scenario: 'a/unmet', verdict: 'holds', met: false },
      { scenario: 'a/silent', verdict: 'holds', met: false },
    ],
  });
});
