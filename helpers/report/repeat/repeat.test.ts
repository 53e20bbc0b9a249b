import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleResults, standInResults } from '../results.fixture.ts';
import type { VerdictFacts } from '../results.ts';
import { VERDICT_ORDER, type Verdict } from '../verdict.ts';
import { type EndedRun, repeatedOf, repeatStatus } from './repeat.ts';
import { repeatedHeadline, repeatedText } from './text.ts';

const RACE = { issue: 'rancher/fleet#4736', reason: 'gone', intermittent: true } as const;
const STEADY = { issue: 'rancher/fleet#3589', reason: 'roots' };

type Said = Verdict | Pick<VerdictFacts, 'verdict' | 'record'>;

/** A run that ended so and says this of `op/a`, and of the cells that are named. */
function run(id: string, said: Said, more: Record<string, Verdict> = {}): EndedRun {
  const { run, pairs } = exampleResults();
  const judged = { pair: '1/1', ...(typeof said === 'string' ? { verdict: said } : said) };
  const others = Object.entries(more).map(([scenario, verdict]) => ({ scenario, pair: '1/1', verdict }));
  return {
    status: 0,
    results: {
      pairs,
      run: { ...run, id },
      verdicts: [{ scenario: 'op/a', ...judged }, ...others].map(one => ({
        reason: `${one.verdict}!`,
        ...one,
      })),
    },
  };
}

const runsOf = (...said: Said[]) => said.map((one, index) => run(`r${index + 1}`, one));
const outcomeOf = (...said: Said[]) =>
  repeatedOf(said.length, runsOf(...said)).cells.map(cell => cell.outcome);

describe('runs of the same', () => {
  test('agree where every verdict is the same, whatever it is', () => {
    for (const verdict of VERDICT_ORDER) expect(outcomeOf(verdict, verdict, verdict)).toEqual(['equal']);
  });

  test('differ where two verdicts are not the same', () => {
    const pairs = VERDICT_ORDER.flatMap(a => VERDICT_ORDER.filter(b => b !== a).map(b => [a, b] as const));
    for (const [a, b] of pairs) expect(outcomeOf(a, a, b)).toEqual(['different']);
  });

  test('may differ where a record calls the defect intermittent, and only between that and holding', () => {
    const shows: Said = { verdict: 'known-defect', record: RACE };
    expect(outcomeOf('holds', shows, 'holds')).toEqual(['intermittent']);
    expect(outcomeOf('holds', { verdict: 'known-defect', record: STEADY })).toEqual(['different']);
    expect(outcomeOf('holds', { verdict: 'fixed', record: RACE })).toEqual(['different']);
    for (const verdict of ['regression', 'no-verdict', 'fixed', 'not-applicable'] as const)
      expect(outcomeOf('holds', shows, verdict)).toEqual(['different']);
    expect(outcomeOf(shows, shows)).toEqual(['equal']);
  });

  test('are told with those that differ first, then those that may, then those that agree', () => {
    const shows: Said = { verdict: 'known-defect', record: RACE };
    const { cells } = repeatedOf(2, [
      run('r1', 'holds', { 'op/b': 'holds', 'op/c': 'holds' }),
      run('r2', shows, { 'op/b': 'holds', 'op/c': 'fixed' }),
    ]);
    expect(cells.map(({ scenario, outcome }) => [scenario, outcome])).toEqual([
      ['op/c', 'different'],
      ['op/a', 'intermittent'],
      ['op/b', 'equal'],
    ]);
  });

  test('are told cell by cell, which runs said what, the most urgent first, and those that differ before the others', () => {
    const { cells } = repeatedOf(3, [
      run('r1', 'holds', { 'op/b': 'holds' }),
      run('r2', 'holds', { 'op/b': 'regression' }),
      run('r3', 'holds', { 'op/b': 'holds' }),
    ]);
    expect(cells).toEqual([
      {
        scenario: 'op/b',
        pair: '1/1',
        outcome: 'different',
        verdicts: [
          { verdict: 'regression', runs: ['r2'], reason: 'regression!' },
          { verdict: 'holds', runs: ['r1', 'r3'], reason: 'holds!' },
        ],
      },
      {
        scenario: 'op/a',
        pair: '1/1',
        outcome: 'equal',
        verdicts: [{ verdict: 'holds', runs: ['r1', 'r2', 'r3'], reason: 'holds!' }],
      },
    ]);
  });

  test('are told without one that was interrupted: it has judged a part alone', () => {
    const cut = run('r3', 'no-verdict');
    if (cut.results) cut.results.run = { ...cut.results.run, interrupted: true };
    const { repetitions, cells } = repeatedOf(3, [...runsOf('holds', 'holds'), cut]);
    expect(cells).toMatchObject([{ outcome: 'equal', verdicts: [{ verdict: 'holds', runs: ['r1', 'r2'] }] }]);
    expect(repetitions).toHaveLength(3);
  });

  test('count each verdict of each run once', () => {
    const said = fc.array(fc.constantFrom(...VERDICT_ORDER), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(said, verdicts => {
        const [cell] = repeatedOf(verdicts.length, runsOf(...verdicts)).cells;
        expect(cell?.verdicts.flatMap(({ runs }) => runs).toSorted()).toEqual(
          verdicts.map((_, index) => `r${index + 1}`).toSorted(),
        );
        expect(cell?.outcome === 'equal').toBe(new Set(verdicts).size === 1);
      }),
    );
  });
});

describe('the exit status of all together', () => {
  const ending = (status: number): EndedRun => ({ ...run('r', 'holds'), status });
  const statusOf = (...statuses: number[]) => repeatStatus(repeatedOf(statuses.length, statuses.map(ending)));

  test('is that of the worst', () => {
    expect(statusOf(0, 0)).toBe(0);
    expect(statusOf(0, 3, 0)).toBe(3);
    expect(statusOf(3, 1, 0)).toBe(1);
    expect(statusOf(1, 2)).toBe(2);
    expect(statusOf(1, 2, 130)).toBe(130);
  });

  test('is 1 where runs that are all green say different things that no record calls intermittent', () => {
    const steady: Said = { verdict: 'known-defect', record: STEADY };
    expect(repeatStatus(repeatedOf(2, runsOf('fixed', steady)))).toBe(1);
    const two = [run('r1', 'holds', { 'op/b': 'holds' }), run('r2', 'fixed', { 'op/b': 'holds' })];
    expect(repeatStatus(repeatedOf(2, two))).toBe(1);
    expect(repeatStatus(repeatedOf(2, runsOf('holds', { ...steady, record: RACE })))).toBe(0);
  });

  test('counts a run that had no results', () => {
    expect(repeatStatus(repeatedOf(2, [...runsOf('holds'), { status: 3 }]))).toBe(3);
  });
});

describe('in words', () => {
  test('what was the same needs one sentence', () => {
    expect(repeatedOf(2, runsOf('holds', 'holds'))).not.toHaveProperty('notice');
    const headline = 'Played 2 of 2 times (2 in fresh worlds): 1 of 1 cells the same each time.';
    expect(repeatedHeadline(repeatedOf(2, runsOf('holds', 'holds')))).toContain(headline);
    expect(repeatedText(repeatedOf(2, runsOf('holds', 'holds')), { width: 200 })).toMatch(
      /^Played 2 of 2 .*\n$/,
    );
  });

  test('what differs is told with the number of each, and the first reason of what did not hold', () => {
    const text = repeatedText(repeatedOf(3, runsOf('holds', 'no-verdict', 'holds')), { width: 100 });
    expect(text).toContain(
      'different  op/a with 1/1: 1 no-verdict, 2 holds\n    no-verdict in r2: no-verdict!\n',
    );
    expect(text).toContain('0 of 1 cells the same each time, 1 different.');
  });

  test('a race is told as one, with its issue', () => {
    const text = repeatedText(repeatedOf(2, runsOf('holds', { verdict: 'known-defect', record: RACE })), {
      width: 200,
    });
    expect(text).toContain('at times  op/a with 1/1: 1 known-defect, 1 holds\n');
    expect(text).toContain('    known-defect in r2, rancher/fleet#4736: known-defect!\n');
    expect(text).toContain('1 that a record calls intermittent');
  });

  test('it is said where they were played, how many of those asked for, and how long they took', () => {
    const [first] = runsOf('holds');
    const results = first?.results;
    if (results === undefined) throw new Error('no results');
    const world = { id: 'w', startedAt: '2026-01-02T00:00:00Z' };
    const times = { startedAt: '2026-01-02T00:00:00Z', endedAt: '2026-01-02T00:01:05Z' };
    const up = { status: 0, results: { ...results, run: { ...results.run, ...times, world } } };
    const cut = { status: 130, results: { ...results, run: { ...up.results.run, interrupted: true } } };
    const { repetitions } = repeatedOf(5, [up, { status: 3 }, cut]);
    expect(repetitions).toEqual([
      { status: 0, run: 'r1', seconds: 65, world: 'w' },
      { status: 3 },
      { status: 130, run: 'r1', seconds: 65, world: 'w', interrupted: true },
    ]);
    expect(repeatedHeadline(repeatedOf(5, [up, { status: 3 }, cut]))).toMatch(
      /^Played 1 of 5 times \(1 in world w, which was up\): .* Each took 1:05\.$/,
    );
  });

  test('a stand-in run says so first and last', () => {
    const { run: of, pairs, verdicts } = standInResults();
    const repeated = repeatedOf(1, [{ status: 0, results: { run: of, pairs, verdicts } }]);
    expect(repeated.notice).toMatch(/^STAND-IN/);
    const lines = repeatedText(repeated, { width: 300 }).trimEnd().split('\n');
    expect([lines[0], lines.at(-1)]).toEqual([repeated.notice, repeated.notice]);
  });
});
