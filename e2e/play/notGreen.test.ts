import { expect, test } from 'vitest';
import { VERDICT_ORDER, type Verdict } from '../../helpers/report/verdict.ts';
import { NotGreen } from './notGreen.ts';

function passes(verdict: Verdict, staleRecords: 'ignore' | 'error' = 'ignore'): boolean {
  try {
    const facts = { scenario: 'a/b', pair: 'c/d', verdict, reason: 'why', witnesses: [], seconds: 1 };
    NotGreen.throwUnlessGreen(facts, staleRecords);
    return true;
  } catch (error) {
    expect(error).toBeInstanceOf(NotGreen);
    expect(error).toMatchObject({ name: 'NotGreen', message: `${verdict}: why` });
    return false;
  }
}

test('a regression fails its test, and so does a scenario without a verdict', () => {
  expect(VERDICT_ORDER.filter(verdict => !passes(verdict))).toEqual(['regression', 'no-verdict']);
});

test('where stale records are errors, a record that is out of date fails its test, too', () => {
  expect(VERDICT_ORDER.filter(verdict => !passes(verdict, 'error'))).toEqual([
    'regression',
    'no-verdict',
    'fixed',
  ]);
});
