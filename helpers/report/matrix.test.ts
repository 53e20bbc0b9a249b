import { describe, expect, it } from 'vitest';
import { cellsInWords, cellsOf, countsOf, matrixOf, notableGroupsOf, notableOf } from './matrix.ts';
import { exampleResults } from './results.fixture.ts';
import type { RecordFacts, VerdictFacts } from './results.ts';
import type { Verdict } from './verdict.ts';

describe('matrixOf', () => {
  it('keeps the scenarios by family and the pairs in their order', () => {
    const families = matrixOf(exampleResults());
    expect(families.map(({ name, rows }) => [name, rows.map(({ scenario }) => scenario.id)])).toEqual([
      ['Registration', ['reg/strict-public-up-other-ca']],
      ['HelmOps', ['op/index-public', 'op/rancher-ca-fallback']],
    ]);
    expect(families[0]?.rows[0]?.cells.map(({ pair, judged }) => [pair.id, judged?.verdict])).toEqual([
      ['0.12.4/0.12.4', 'holds'],
      ['0.16.1/0.16.1', 'regression'],
      ['0.16.1/0.12.4', 'no-verdict'],
    ]);
  });

  it('leaves a cell that was not judged empty', () => {
    expect(cellsOf(exampleResults()).filter(({ judged }) => !judged)).toHaveLength(2);
  });
});

describe('countsOf', () => {
  it('counts the verdicts that were given, most urgent first', () => {
    expect(countsOf(exampleResults()).map(({ verdict, count }) => `${count} ${verdict}`)).toEqual([
      '1 regression',
      '1 no-verdict',
      '1 fixed',
      '1 known-defect',
      '2 holds',
      '1 not-applicable',
    ]);
  });
});

describe('notableOf', () => {
  it('gives what is red, violet, blue and amber, most urgent first', () => {
    expect(notableOf(exampleResults()).map(({ verdict }) => verdict)).toEqual([
      'regression',
      'no-verdict',
      'fixed',
      'known-defect',
    ]);
  });
});

describe('notableGroupsOf', () => {
  const record = { issue: 'rancher/fleet#3589', reason: 'failed to load system roots' };
  const cell = (scenario: string, pair: string, verdict: Verdict, of?: RecordFacts): VerdictFacts => ({
    scenario,
    pair,
    verdict,
    reason: scenario,
    witnesses: [],
    seconds: 1,
    ...(of && { record: of }),
  });

  it('puts together what one record explains, and nothing else', () => {
    const verdicts = [
      cell('op/a', 'old', 'known-defect', record),
      cell('op/b', 'new', 'known-defect', { ...record, agent: '<0.13.0' }),
      cell('op/c', 'old', 'known-defect', record),
      cell('op/a', 'skew', 'known-defect', record),
      cell('op/d', 'old', 'fixed', record),
      cell('op/e', 'old', 'fixed', record),
      cell('op/f', 'old', 'regression'),
    ];
    expect(notableGroupsOf({ verdicts }).map(cellsInWords)).toEqual([
      'op/f with old',
      'op/d with old',
      'op/e with old',
      'op/a, op/c with old; op/a with skew',
      'op/b with new',
    ]);
  });
});
