import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { exampleResults, standInResults } from './results.fixture.ts';
import { STAND_IN_NOTICE } from './results.ts';
import { type Colourizer, noColours, table } from './table.ts';
import { terminalColours } from './terminalColours.ts';

describe('table', () => {
  it('reads well at 80 columns', () => {
    expect(table(exampleResults())).toBe(`\
controller                       0.12.4        0.16.1        0.16.1
agent                            0.12.4        0.16.1        0.12.4
Registration
  reg/strict-public-up-other-ca  holds         regression    no-verdict
HelmOps
  op/index-public                known-defect  holds         fixed
  op/rancher-ca-fallback         n/a           -             -

   1  regression    not met, and no record explains it
   1  no-verdict    the harness or the machine failed; says nothing of Fleet
   1  fixed         holds, though a record says it should fail: out of date
   1  known-defect  fails exactly as its record says
   2  holds         the requirement was observed
   1  n/a           the version lacks the feature
   2  -             not run

regression  reg/strict-public-up-other-ca with 0.16.1/0.16.1
    a token reached the edge

no-verdict  reg/strict-public-up-other-ca with 0.16.1/0.12.4
    the node was gone

fixed  op/index-public with 0.16.1/0.12.4
    deployed although a record says that it fails

known-defect  op/index-public with 0.12.4/0.12.4
    x509: failed to load system roots and no roots provided

Regression: 1 not met and unexplained, 1 without a verdict, 1 better than
recorded, 1 known to fail, 2 hold, 1 not applicable, 2 not run. Took 4:05.
`);
  });

  it('tells what one record explains together, with the reason of the first', () => {
    const results = exampleResults();
    const known = results.verdicts.filter(({ verdict }) => verdict === 'known-defect');
    const more = known.map(judged => ({ ...judged, scenario: 'op/rancher-ca-fallback', reason: 'another' }));
    const told = table({ ...results, verdicts: [...known, ...more] });
    expect(told).toContain(`
known-defect  2 cells, rancher/fleet#3589
    op/index-public, op/rancher-ca-fallback with 0.12.4/0.12.4
    The first: x509: failed to load system roots and no roots provided
`);
    expect(told).not.toContain('another');
  });

  it('puts pairs that do not fit below, under their own heading', () => {
    const lines = table(exampleResults(), { width: 62 }).split('\n');
    expect(lines.filter(line => line.startsWith('controller'))).toEqual([
      'controller                       0.12.4        0.16.1',
      'controller                       0.16.1',
    ]);
    expect(lines).toContain('  op/index-public                fixed');
  });

  it('says first and last that a stand-in run is not one of Fleet', () => {
    const text = table(standInResults(), { width: 120 });
    expect(text.startsWith(STAND_IN_NOTICE)).toBe(true);
    expect(text.trimEnd().endsWith(STAND_IN_NOTICE)).toBe(true);
  });

  it('lays colours upon the words without moving a column', () => {
    const marked: Colourizer = { ...noColours, verdict: (verdict, text) => `<${verdict}>${text}</>` };
    const coloured = table(exampleResults(), { colours: marked });
    expect(coloured).toContain('<regression>regression</>');
    expect(coloured.replace(/<[^>]*>/g, '')).toBe(table(exampleResults()));
  });

  it('gives terminal codes from a reason no way to the terminal', () => {
    const results = exampleResults();
    Object.assign(results.verdicts[1] ?? {}, { reason: '\u001b[2Jcleared\u0007' });
    expect(table(results)).toContain('    cleared\ufffd\n');
  });
});

describe('terminalColours', () => {
  it('colours a verdict when enabled and leaves it when not', () => {
    expect(terminalColours(pc.createColors(true)).verdict('holds', 'holds')).toBe(
      '\u001b[32mholds\u001b[39m',
    );
    expect(terminalColours(pc.createColors(false)).verdict('holds', 'holds')).toBe('holds');
  });
});
