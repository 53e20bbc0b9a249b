import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotations } from './annotations.ts';
import { exampleResults, standInResults } from './results.fixture.ts';
import type { Results } from './results.ts';
import { oneLine } from './text.ts';

/** Reads a line as GitHub's runner does: command, properties and data part at `::`, `,` and `=`, then are unescaped. */
function asGitHubReads(line: string): { command: string; title: string; message: string } {
  const end = line.indexOf('::', 2);
  const [command = '', properties = ''] = line.slice(2, end).split(/ (.*)/s);
  const [title = '', ...others] = properties.split(',').map(property => property.split(/=(.*)/s));
  expect(line.startsWith('::')).toBe(true);
  expect(others).toEqual([]);
  expect(title[0]).toBe('title');
  return {
    command,
    title: unescaped(title[1] ?? '', { '%3A': ':', '%2C': ',' }),
    message: unescaped(line.slice(end + 2), {}),
  };
}

function unescaped(text: string, further: Record<string, string>): string {
  const meanings: Record<string, string> = { '%0D': '\r', '%0A': '\n', '%25': '%', ...further };
  return text.replace(/%[0-9A-F]{2}/g, code => meanings[code] ?? code);
}

function withReason(reason: string, scenario = 'op/index-public'): Results {
  const results = exampleResults();
  const [pair] = results.pairs;
  return {
    ...results,
    verdicts: [{ scenario, pair: pair?.id ?? '', verdict: 'regression', reason, witnesses: [], seconds: 1 }],
  };
}

describe('annotations', () => {
  it('marks a red verdict as an error and a no-verdict as a warning, the most urgent first, and nothing else', () => {
    expect(annotations(exampleResults())).toEqual([
      '::error title=reg/strict-public-up-other-ca with 0.16.1/0.16.1::regression: a token reached the edge',
      '::warning title=reg/strict-public-up-other-ca with 0.16.1/0.12.4::no-verdict: the node was gone',
    ]);
  });

  it('marks a record that is out of date where that is an error', () => {
    const results = exampleResults();
    results.run.staleRecords = 'error';
    expect(annotations(results)).toContain(
      '::error title=op/index-public with 0.16.1/0.12.4::fixed: deployed although a record says that it fails',
    );
  });

  it('says in each title that a stand-in run is not one of Fleet', () => {
    const titles = annotations(standInResults()).map(line => asGitHubReads(line).title);
    expect(titles).toHaveLength(2);
    for (const title of titles) expect(title).toMatch(/^STAND-IN, not Fleet: reg\//);
  });

  it('keeps to its line, and GitHub reads the reason as it is, whatever stands in it', () => {
    const hostile = fc.string({
      unit: fc.constantFrom('%', ':', ',', '\n', '\r', '=', 'A', '0', ' ', '::error::'),
    });
    fc.assert(
      fc.property(hostile, hostile, (reason, scenario) => {
        const [line = ''] = annotations(withReason(reason, scenario));
        expect(line).not.toMatch(/[\r\n]/);
        expect(asGitHubReads(line)).toEqual({
          command: 'error',
          title: oneLine(`${scenario} with 0.12.4/0.12.4`),
          message: oneLine(`regression: ${reason}`),
        });
      }),
    );
  });
});
