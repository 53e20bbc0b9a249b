import { describe, expect, test } from 'vitest';
import type { TestCase, TestModule } from 'vitest/node';
import { EventProgress, type ProgressEvent } from '../helpers/process/progress.ts';
import type { VerdictFacts } from '../helpers/report/results.ts';
import { noColours } from '../helpers/report/table.ts';
import { VerdictReporter } from './verdictReporter.ts';

/** As much of a vitest test case as the reporter looks at. */
function ended(id: string, state: 'passed' | 'failed' | 'skipped', verdict?: VerdictFacts): TestCase {
  return {
    id,
    name: id,
    parent: { type: 'suite', parent: { type: 'suite', name: '1/1' } },
    meta: () => (verdict === undefined ? {} : { verdict }),
    result: () => ({ state, errors: [] }),
    diagnostic: () => ({ startTime: 0, duration: 1_000 }),
  } as unknown as TestCase;
}

describe('the verdicts that the tests tell', () => {
  const holds: VerdictFacts = {
    scenario: 'op/a',
    pair: '1/1',
    verdict: 'holds',
    reason: 'deployed',
    witnesses: [],
    seconds: 1,
  };

  test('a cancelled run tells each verdict once, and none of what it never came to', () => {
    const reporter = new VerdictReporter(new EventProgress(() => {}));
    reporter.onTestCaseResult(ended('op/a', 'passed', holds));
    reporter.onTestCaseResult(ended('op/a', 'passed', holds));
    reporter.onTestCaseResult(ended('op/b', 'skipped'));
    expect(reporter.told.verdicts).toEqual([holds]);
  });

  test('are said as they fall, with how the whole stands until the run ends', () => {
    const events: ProgressEvent[] = [];
    const progress = new EventProgress(event => events.push(event));
    const reporter = new VerdictReporter(progress, noColours);
    reporter.onTestModuleCollected({ children: { allTests: () => [{}, {}] } } as unknown as TestModule);
    reporter.onTestCaseReady(ended('op/a', 'passed', holds));
    reporter.onTestCaseResult(ended('op/a', 'passed', holds));
    reporter.onTestRunEnd();
    expect(events.map(event => 'line' in event && event.line)).toEqual([
      '0 of 2 judged; running: op/a (1/1)',
      'holds          op/a with 1/1 (1 s)',
      '1 of 2 judged: 1 hold',
      false,
    ]);
  });

  test('a test that failed before it was judged says nothing of Fleet', () => {
    const reporter = new VerdictReporter(new EventProgress(() => {}));
    reporter.onTestCaseResult(ended('op/b', 'failed'));
    expect(reporter.told.verdicts).toMatchObject([
      {
        scenario: 'op/b',
        pair: '1/1',
        verdict: 'no-verdict',
        startedAt: '1970-01-01T00:00:00.000Z',
        seconds: 1,
      },
    ]);
  });
});
