import { describe, expect, it } from 'vitest';
import { comparisonPage } from '../page/comparison.ts';
import { exampleResults, standInResults } from '../results.fixture.ts';
import { type Results, STAND_IN_NOTICE } from '../results.ts';
import { compareResults } from './compare.ts';
import { comparisonMarkdown } from './markdown.ts';
import { comparisonText } from './text.ts';

/** The example a day later: one new red, one newly fixed, one slower. */
function later(): Results {
  const results = exampleResults();
  results.run = { ...results.run, id: 'run2', endedAt: '2026-11-24T07:08:10.000Z' };
  Object.assign(results.verdicts[0] ?? {}, { verdict: 'regression', reason: 'a token | <reached> the edge' });
  Object.assign(results.verdicts[1] ?? {}, { verdict: 'holds', reason: 'refused' });
  Object.assign(results.verdicts[4] ?? {}, { seconds: 60 });
  return results;
}

const comparison = compareResults(exampleResults(), later());
const HEADLINE = '1 new red, 1 newly fixed, 1 slower by more than 2x; 5 compared.';

describe('a comparison as text', () => {
  it('says in one sentence what changed, then which runs, then each change with its reason', () => {
    expect(comparisonText(comparison)).toBe(
      [
        HEADLINE,
        '',
        'before: run1, 2026-11-24, took 4:05',
        'after: run2, 2026-11-24, took 8:10',
        '',
        'New red',
        '  reg/strict-public-up-other-ca with 0.12.4/0.12.4: holds -> regression',
        '    now: a token | <reached> the edge',
        '',
        'Newly fixed',
        '  reg/strict-public-up-other-ca with 0.16.1/0.16.1: regression -> holds',
        '    before: a token reached the edge',
        '',
        'Slower by more than 2x',
        '  op/index-public with 0.16.1/0.16.1: holds',
        '    took: 2.5 s before, 60 s now',
        '',
      ].join('\n'),
    );
  });

  it('says that nothing changed', () => {
    expect(comparisonText(compareResults(exampleResults(), exampleResults()))).toMatch(
      /^Nothing changed, 5 compared\.\n/,
    );
  });
});

describe('a comparison with a run of a part', () => {
  const part = exampleResults();
  const many = exampleResults();
  const more = ['a', 'b', 'c', 'd'].map(name => `op/${name}`);
  const [scenario] = many.scenarios;
  const [judged] = many.verdicts.filter(({ verdict }) => verdict === 'holds');
  if (scenario === undefined || judged === undefined) throw new Error('the example has changed');
  many.scenarios.push(...more.map(id => ({ ...scenario, id })));
  many.verdicts.push(...more.map(id => ({ ...judged, scenario: id })));

  it('tells together what was not played again', () => {
    const text = comparisonText(compareResults(many, part));
    expect(text).toMatch(/^4 no longer judged; 5 compared\.\n/);
    expect(text).toContain(
      `No longer judged\n  4 scenarios with ${judged.pair}: holds -> not run\n    which: ${more.join(', ')}\n`,
    );
  });

  it('tells together what is played for the first time, and by itself what does not hold there', () => {
    const [last] = many.verdicts.slice(-1);
    const after = {
      ...many,
      scenarios: [...many.scenarios, { ...scenario, id: 'op/e' }],
      verdicts: [
        ...many.verdicts,
        { ...judged, ...last, scenario: 'op/e', verdict: 'known-defect', reason: 'why' },
      ],
    } as Results;
    const text = comparisonText(compareResults(part, after));
    expect(text).toContain(
      `  4 scenarios with ${judged.pair}: not run -> holds\n    which: ${more.join(', ')}\n`,
    );
    expect(text).toContain(`  op/e with ${judged.pair}: not run -> known-defect\n    now: why\n`);
  });

  it('tells a few by their names', () => {
    const few = { ...many, verdicts: many.verdicts.slice(0, -1) };
    expect(comparisonText(compareResults(few, part))).toContain(
      `  op/c with ${judged.pair}: holds -> not run\n`,
    );
  });
});

describe('a comparison as Markdown', () => {
  it('has a heading for each kind of change, and gives text from outside no power', () => {
    const text = comparisonMarkdown(comparison);
    expect(text).toContain(`**${HEADLINE}**`);
    expect(text).toContain(
      '## New red\n\n- **reg/strict-public-up-other-ca** with 0.12.4/0.12.4: 🟢 holds → 🔴 regression\n  - now: `a token │ <reached> the edge`',
    );
  });
});

describe('a comparison as a page', () => {
  it('shows each change with its verdicts, and gives text from outside no power', () => {
    const page = comparisonPage(comparison);
    expect(page).toContain(`<h1>${HEADLINE}</h1>`);
    expect(page).toContain(
      '<b>reg/strict-public-up-other-ca</b> with 0.12.4/0.12.4: <span class="badge green">holds</span> → <span class="badge red">regression</span><br><small>now</small> <code>a token | &lt;reached&gt; the edge</code>',
    );
    expect(page).not.toContain('<script');
  });
});

it.each([
  ['text', comparisonText],
  ['Markdown', comparisonMarkdown],
  ['a page', comparisonPage],
])('says first that a run of the stand-in is not one of Fleet, as %s', (_, format) => {
  expect(format(compareResults(standInResults(), standInResults()))).toContain(STAND_IN_NOTICE);
  expect(format(comparison)).not.toMatch(/stand-in/i);
});
