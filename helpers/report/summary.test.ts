import { describe, expect, it } from 'vitest';
import { exampleResults, standInResults } from './results.fixture.ts';
import { STAND_IN_NOTICE } from './results.ts';
import { summary } from './summary.ts';

describe('summary', () => {
  it('shows the matrix with a sign and a word in each cell', () => {
    expect(summary(exampleResults())).toContain(
      '| op/index-public | 🟠 known-defect | 🟢 holds | 🔵 fixed |\n| op/rancher-ca-fallback | ⚪ not-applicable | not run | not run |',
    );
  });

  it('gives the reason of each cell that needs attention, with the issue of its record', () => {
    expect(summary(exampleResults())).toContain(
      '- 🟠 known-defect: **op/index-public** with 0.12.4/0.12.4 (rancher/fleet#3589): `x509: failed to load system roots and no roots provided`',
    );
  });

  it('tells what one record explains in one line, with the reason of the first', () => {
    const results = exampleResults();
    const known = results.verdicts.filter(({ verdict }) => verdict === 'known-defect');
    const more = known.map(judged => ({ ...judged, scenario: 'op/rancher-ca-fallback', reason: 'another' }));
    expect(summary({ ...results, verdicts: [...known, ...more] })).toContain(
      '- 🟠 known-defect: op/index-public, op/rancher-ca-fallback with 0.12.4/0.12.4 (rancher/fleet#3589): 2 cells, the first `x509: failed to load system roots and no roots provided`',
    );
  });

  it('names each image once with its digest', () => {
    const text = summary(exampleResults());
    expect(text.match(/^\| 0\.12\.4 \|/gm)).toHaveLength(1);
    expect(text).toContain(`| 0.16.1 | rancher/fleet:v0.16.1 | \`sha256:${'b'.repeat(64)}\` |`);
  });

  it('says that a stand-in run is not one of Fleet, at the head and at each image', () => {
    const text = summary(standInResults());
    expect(text.split('\n').slice(0, 3)).toEqual([
      '# fleet-tls-e2e: stand-in run',
      '',
      `> **${STAND_IN_NOTICE}**`,
    ]);
    expect(text).toContain('| 0.12.4 **(stand-in, not Fleet)** |');
    expect(summary(exampleResults())).not.toMatch(/stand-in/i);
  });

  it('gives text from outside no power: no table cell, no markup, no mention', () => {
    const results = exampleResults();
    Object.assign(results.scenarios[0] ?? {}, { id: 'a|b<img>@someone*' });
    results.verdicts = [
      {
        scenario: 'a|b<img>@someone*',
        pair: '0.12.4/0.12.4',
        verdict: 'regression',
        reason: 'x ```y\n|z',
        witnesses: [],
        seconds: 1,
      },
    ];
    const text = summary(results);
    expect(text).toContain('| a\\|b\\<img\\>@\u200bsomeone\\* |');
    expect(text).toContain(': ```` x ```y │z ````');
  });
});
