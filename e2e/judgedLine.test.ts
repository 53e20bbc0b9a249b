import pc from 'picocolors';
import { describe, expect, test } from 'vitest';
import type { VerdictFacts } from '../helpers/report/results.ts';
import { noColours } from '../helpers/report/table.ts';
import { terminalColours } from '../helpers/report/terminalColours.ts';
import type { Verdict } from '../helpers/report/verdict.ts';
import { judgedLine } from './judgedLine.ts';

function judged(verdict: Verdict): VerdictFacts {
  return { scenario: 'op/a', pair: '1/1', verdict, reason: '', witnesses: [], seconds: 1 };
}

describe('how far the judging has come', () => {
  test('counts the verdicts, what needs attention first, and names what is under way', () => {
    const verdicts = [judged('holds'), judged('known-defect'), judged('holds'), judged('regression')];
    const running = ['op/b (1/1)', 'op/c (1/1)'];
    expect(judgedLine({ planned: 9, verdicts, running }, noColours)).toBe(
      '4 of 9 judged: 1 not met and unexplained, 1 known to fail, 2 hold; running: op/b (1/1), op/c (1/1)',
    );
  });

  test('is told before the first verdict', () => {
    expect(judgedLine({ planned: 9, verdicts: [], running: ['op/b (1/1)'] }, noColours)).toBe(
      '0 of 9 judged; running: op/b (1/1)',
    );
  });

  test('has each count in the colour of its verdict on a terminal', () => {
    const line = judgedLine(
      { planned: 1, verdicts: [judged('holds')], running: [] },
      terminalColours(pc.createColors(true)),
    );
    expect(line).toBe('1 of 1 judged: \u001b[32m1 hold\u001b[39m');
  });
});
