import { describe, expect, it } from 'vitest';
import { junit } from './junit.ts';
import { exampleResults, standInResults } from './results.fixture.ts';

describe('junit', () => {
  it('has one case for each scenario and pair, by suite', () => {
    const xml = junit(exampleResults());
    expect(xml.match(/<testcase /g)).toHaveLength(9);
    expect(xml).toContain(
      '<testsuites name="fleet-tls-e2e" tests="9" failures="1" errors="1" skipped="5" time="17.500">',
    );
    expect(xml).toContain('<testsuite name="0.12.4/0.12.4" tests="3" failures="0" errors="0" skipped="2"');
  });

  it('passes what holds', () => {
    expect(junit(exampleResults())).toMatch(
      /<testcase name="op\/index-public" classname="0\.16\.1\/0\.16\.1" time="2\.500">\n\s+<system-out>edge: [^\n]*<\/system-out>\n\s+<\/testcase>/,
    );
  });

  it.each([
    [
      'a known defect is skipped with its reason and record',
      '<skipped message="known-defect: x509: failed to load system roots and no roots provided (record: rancher/fleet#3589)"/>',
    ],
    [
      'what does not apply is skipped with its reason',
      '<skipped message="not-applicable: needs an agent of 0.16.0 or later"/>',
    ],
    [
      'a regression is a failure',
      '<failure type="regression" message="regression: a token reached the edge">',
    ],
    ['a no-verdict is an error', '<error type="no-verdict" message="no-verdict: the node was gone">'],
    ['a stale record is skipped where it is no error', '<skipped message="fixed: deployed although'],
    ['what was not run is skipped', '<skipped message="not run"/>'],
  ])('%s', (_, element) => {
    expect(junit(exampleResults())).toContain(element);
  });

  it('fails a stale record where stale records are errors', () => {
    const results = exampleResults();
    results.run.staleRecords = 'error';
    expect(junit(results)).toContain('<failure type="fixed" message="fixed: deployed although');
    expect(junit(results)).toContain('failures="2"');
  });

  it('makes an error of what an interrupted run did not reach', () => {
    const results = exampleResults();
    results.run.interrupted = true;
    expect(junit(results)).toContain(
      '<error type="not-run" message="not run: the run was interrupted"></error>',
    );
    expect(junit(results)).not.toContain('message="not run"');
  });

  it('says in every suite and case that a stand-in run is not one of Fleet', () => {
    const xml = junit(standInResults());
    expect(xml.match(/<testcase [^>]*classname="STAND-IN, not Fleet: /g)).toHaveLength(9);
    expect(xml.match(/<testsuites? name="STAND-IN, not Fleet: /g)).toHaveLength(4);
    expect(junit(exampleResults())).not.toContain('STAND-IN');
  });

  it('stays XML whatever a reason holds', () => {
    const results = exampleResults();
    Object.assign(results.verdicts[1] ?? {}, {
      reason: ']]> "<&\'\u0000\u001b[31m\ud800\n',
      witnesses: [{ source: 'edge', saw: ']]></system-out>' }],
    });
    const xml = junit(results);
    expect(xml).toContain('message="regression: ]]&gt; &quot;&lt;&amp;&#39;\ufffd\ufffd&#10;"');
    expect(xml).toContain('<system-out>edge: ]]&gt;&lt;/system-out&gt;</system-out>');
  });
});
