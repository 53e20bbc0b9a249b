import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demoResults } from './demo.fixture.ts';
import { exitStatus } from './exitStatus.ts';
import { countsOf } from './matrix.ts';
import { mergeResults } from './merge.ts';
import { exampleResults, standInResults } from './results.fixture.ts';
import type { Results, RunFacts, VerdictFacts } from './results.ts';
import { VERDICT_ORDER } from './verdict.ts';

/** The example as another run of these facts. */
function run(id: string, facts: Partial<RunFacts> = {}): Results {
  const results = exampleResults();
  return { ...results, run: { ...results.run, ...facts, id } };
}

const CELL = { scenario: 'op/index-public', pair: '0.16.1/0.16.1' };

/** The same with one cell alone. */
function withCell(id: string, cell: Partial<VerdictFacts>, facts: Partial<RunFacts> = {}): Results {
  const verdict = { ...CELL, verdict: 'holds' as const, reason: 'deployed', witnesses: [], seconds: 1 };
  return { ...run(id, facts), verdicts: [{ ...verdict, ...cell }] };
}

describe('mergeResults', () => {
  it('makes of the parts of a run what the whole run was, however it was cut', () => {
    const whole = demoResults();
    const machines = fc.array(fc.integer({ min: 0, max: 3 }), {
      minLength: whole.verdicts.length,
      maxLength: whole.verdicts.length,
    });
    fc.assert(
      fc.property(machines, cut => {
        const shards = [0, 1, 2, 3].map(machine => {
          const verdicts = whole.verdicts.filter((_, index) => cut[index] === machine);
          const ids = new Set(verdicts.map(({ scenario }) => scenario));
          const scenarios = whole.scenarios.filter(({ id }) => ids.has(id));
          return { ...whole, run: { ...whole.run, id: `m${machine}` }, scenarios, verdicts };
        });
        const merged = mergeResults(shards);
        const plain = merged.verdicts.map(({ run: _, evidence: __, ...judged }) => judged);
        expect(plain).toHaveLength(whole.verdicts.length);
        expect(plain).toEqual(
          expect.arrayContaining(whole.verdicts.map(({ evidence: _, ...judged }) => judged)),
        );
        expect(new Set(merged.scenarios)).toEqual(new Set(whole.scenarios));
        expect(countsOf(merged)).toEqual(countsOf(whole));
        const options = { staleRecords: 'ignore', interrupted: false } as const;
        expect(exitStatus(merged.verdicts, options)).toBe(exitStatus(whole.verdicts, options));
      }),
      { numRuns: 30 },
    );
  });

  it('lets the worst verdict on a cell count, whatever the order, and names the others', () => {
    const verdict = fc.constantFrom(...VERDICT_ORDER);
    fc.assert(
      fc.property(verdict, verdict, (a, b) => {
        const of = (...runs: Results[]) => mergeResults(runs).verdicts[0]?.verdict;
        const [first, second] = [withCell('a', { verdict: a }), withCell('b', { verdict: b })];
        expect(of(first, second)).toBe(of(second, first));
        if ([a, b].includes('regression')) expect(of(first, second)).toBe('regression');
        if (of(first, second) === 'no-verdict') expect([a, b]).toEqual(['no-verdict', 'no-verdict']);
      }),
    );
    const merged = mergeResults([
      withCell('a', {}),
      withCell('b', { verdict: 'regression', reason: 'a token' }),
    ]);
    expect(merged.verdicts).toMatchObject([
      { verdict: 'regression', reason: 'a token; in run a: holds', run: 'b' },
    ]);
  });

  it('tells of which run each verdict, step and piece of evidence is', () => {
    const merged = mergeResults([
      run('a'),
      withCell('b', { pair: '0.16.1/0.12.4', evidence: 'evidence/p/op/index-public', verdict: 'regression' }),
    ]);
    expect(
      merged.verdicts.find(({ verdict, run: of }) => verdict === 'regression' && of === 'b')?.evidence,
    ).toBe('evidence/b/p/op/index-public');
    expect(merged.timings.spans.map(({ run: of }) => of)).toEqual(['a', 'a', 'b', 'b']);
  });

  it('lasts from the first beginning to the last end, and keeps the facts of each part, also of merged ones', () => {
    const [a, b, c] = [
      run('a'),
      run('b', { startedAt: '2026-11-24T06:00:00.000Z' }),
      run('c', { endedAt: '2026-11-25T00:00:00.000Z', staleRecords: 'error' }),
    ];
    const merged = mergeResults([mergeResults([a, b]), c]);
    expect(merged.run).toMatchObject({
      id: 'a+1+1',
      startedAt: '2026-11-24T06:00:00.000Z',
      endedAt: '2026-11-25T00:00:00.000Z',
      staleRecords: 'error',
      parts: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
    });
    expect(new Set(merged.verdicts.map(({ run: of }) => of))).toEqual(new Set(['a']));
  });

  it('is interrupted where an interrupted part lacks what no other judged', () => {
    const cells = run('a').scenarios.flatMap(({ id }) =>
      run('a').pairs.map(pair => ({ scenario: id, pair: pair.id })),
    );
    const all = { ...run('all'), verdicts: cells.flatMap(cell => withCell('', cell).verdicts) };
    const interrupted = run('a', { interrupted: true });
    expect(mergeResults([interrupted, run('b')]).run.interrupted).toBe(true);
    expect(mergeResults([interrupted, all]).run).not.toHaveProperty('interrupted');
  });

  it('keeps scenarios and pairs in the order in which they are first told', () => {
    const { scenarios, pairs } = run('a');
    const parts = [
      { ...run('a'), scenarios: scenarios.slice(1), pairs: pairs.slice(1) },
      { ...run('b'), scenarios: scenarios.toReversed(), pairs: pairs.toReversed() },
    ];
    const ids = (items: { id: string }[]) => items.map(({ id }) => id);
    const merged = mergeResults(parts);
    expect(ids(merged.scenarios)).toEqual(ids([...scenarios.slice(1), ...scenarios.slice(0, 1)]));
    expect(ids(merged.pairs)).toEqual(ids([...pairs.slice(1), ...pairs.slice(0, 1)]));
  });

  it('names the others only where they differ, and leaves evidence that lies elsewhere', () => {
    const [a, b] = [withCell('a', {}), withCell('b', { evidence: 'my/evidence/p' })];
    expect(mergeResults([a, b]).verdicts).toMatchObject([{ reason: 'deployed', run: 'a' }]);
    expect(mergeResults([b]).verdicts).toMatchObject([{ evidence: 'my/evidence/p' }]);
  });

  it('of one run is that run, as the one part of it', () => {
    const { startedAt, endedAt, machine, supply, fleet } = run('a').run;
    const part = { id: 'a', startedAt, endedAt, machine, supply };
    expect(mergeResults([run('a', { staleRecords: 'ignore' })]).run).toStrictEqual({
      ...part,
      fleet,
      staleRecords: 'ignore',
      parts: [part],
    });
    const world = { id: 'w', startedAt };
    expect(mergeResults([run('a', { world })]).run.parts).toStrictEqual([{ ...part, world }]);
    const retries = [{ what: 'list Pod', why: '503', times: 1, firstAt: startedAt, lastAt: startedAt }];
    expect(mergeResults([run('a', { retries })]).run.parts).toStrictEqual([{ ...part, retries }]);
  });

  it.each<[string, () => Results[], string, string]>([
    ['no run', () => [], 'no run is given', 'Give the results of at least one run'],
    ['one run twice', () => [run('a'), run('a')], 'run a is given twice', 'Give each run once'],
    [
      'one run beside what it was merged into',
      () => [mergeResults([run('a'), run('b')]), run('b')],
      'run b is given twice',
      'Give each run once',
    ],
    [
      'Fleet with its stand-in',
      () => [run('a'), { ...standInResults(), run: { ...standInResults().run, id: 'b' } }],
      'run a is of Fleet and run b of the stand-in',
      'Merge the runs of Fleet without those of its stand-in',
    ],
    [
      'other images for the same pair',
      () => [
        run('a'),
        {
          ...run('b'),
          pairs: run('b').pairs.map(pair => ({ ...pair, agent: { ...pair.agent, digest: 'sha256:0' } })),
        },
      ],
      'pair 0.12.4/0.12.4 has other images in run a than in run b',
      'Compare such runs with `fleet-tls compare`; merged results are of the same images',
    ],
    ...['../b', 'b/c'].map((id): [string, () => Results[], string, string] => [
      'an id that leads to another folder',
      () => [run('a'), run(id)],
      `run "${id}" has an id that no run has`,
      'Give results that fleet-tls wrote',
    ]),
  ])('refuses %s', (_, runs, message, cure) => {
    expect(() => mergeResults(runs())).toThrow(
      expect.objectContaining({
        code: 'config',
        message: expect.stringContaining(`these runs cannot be merged: ${message}`),
        cure,
      }),
    );
  });
});
