import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { demoResults } from '../demo.fixture.ts';
import { headline } from '../headline.ts';
import { exampleResults, standInResults } from '../results.fixture.ts';
import { STAND_IN_NOTICE } from '../results.ts';
import { reportPage } from './report.ts';

const policyOf = (page: string) => /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1];

describe('reportPage', () => {
  it('begins with the verdict of the run in one sentence', () => {
    expect(reportPage(exampleResults())).toContain(`<h1>${headline(exampleResults())}</h1>`);
  });

  it('has no link within the page that leads nowhere, and no place twice', () => {
    for (const results of [exampleResults(), demoResults()]) {
      const page = reportPage(results);
      const targets = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
      const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(targets));
      expect(new Set(targets.filter(id => id?.startsWith('c'))).size).toBe(results.verdicts.length);
    }
  });

  it('leads first to what has to be looked at, most urgent first', () => {
    const [, list = ''] = /<nav class="look"[^>]*>(.*?)<\/nav>/.exec(reportPage(exampleResults())) ?? [];
    const items = [...list.matchAll(/<span class="badge [a-z]+">([a-z-]+)<\/span> <a href="#(c\d-\d)">/g)];
    expect(items.map(([, verdict, place]) => `${verdict} ${place}`)).toEqual([
      'regression c0-1',
      'no-verdict c0-2',
      'fixed c1-2',
    ]);
    const calm = exampleResults();
    calm.verdicts = calm.verdicts.filter(({ verdict }) => verdict === 'holds');
    expect(reportPage(calm)).not.toContain('class="look"');
  });

  it('places a verdict of merged results on the clock of its own run', () => {
    const results = exampleResults();
    const { id, startedAt, endedAt, machine, supply } = results.run;
    results.run.parts = [
      { id, startedAt, endedAt, machine, supply },
      {
        id: 'later',
        startedAt: '2026-11-24T09:00:00.000Z',
        endedAt: '2026-11-24T09:10:00.000Z',
        machine,
        supply,
      },
    ];
    Object.assign(results.verdicts[0] ?? {}, { run: 'later', startedAt: '2026-11-24T09:01:30.000Z' });
    expect(reportPage(results)).toContain('2.5 s, from 1:30 on');
  });

  it('opens the details of what needs attention, and only those', () => {
    const page = reportPage(exampleResults());
    expect(page.match(/<details class="verdict" data-verdict="[a-z-]+" open>/g)).toHaveLength(4);
    expect(page.match(/<details class="scenario" data-scenario="\d" open>/g)).toHaveLength(2);
  });

  it('allows its own style and its own script by their hashes, and nothing else', () => {
    const page = reportPage(demoResults());
    const hashOf = (element: string) => {
      const [, content = ''] = new RegExp(`<${element}>([\\s\\S]*?)</${element}>`).exec(page) ?? [];
      return `sha256-${createHash('sha256').update(content).digest('base64')}`;
    };
    expect(policyOf(page)).toBe(
      `default-src 'none'; style-src '${hashOf('style')}'; script-src '${hashOf('script')}'; base-uri 'none'; form-action 'none'`,
    );
    expect(page).not.toMatch(/<link|<img|<iframe| src=| style=|url\(|href="[^#.]/);
  });

  it('draws who trusts whom, with the same in words', () => {
    const page = reportPage(demoResults());
    expect(page).toContain(
      'aria-label="registration: what the agent may trust, and what the upstream API shows"',
    );
    expect(page).toContain('The chain leads only to a CA of the store, which is hidden.');
    expect(page).toContain('Afterwards: a chart server gets a certificate of other; ');
  });

  it('shows what was expected beside what was seen, and the witness that says nothing', () => {
    const page = reportPage(demoResults());
    expect(page).toContain('<b>not met</b> no request that bears a token arrives at the edge');
    expect(page).toContain('<h6>The logs said</h6><p class="dim">nothing</p>');
  });

  it('says how to run each cell again', () => {
    expect(reportPage(exampleResults())).toContain(
      'npm run fleet-tls -- run op/index-public --pair 0.16.1/0.12.4',
    );
  });

  it('says in its title, its headline, its banner, each column and each image that a stand-in run is not one of Fleet', () => {
    const page = reportPage(standInResults());
    expect(page).toContain('<title>STAND-IN, not Fleet: fleet-tls-e2e run1</title>');
    expect(page).toContain('<h1>Stand-in: ');
    expect(page).toContain(`<p class="notice" role="alert">${STAND_IN_NOTICE}</p>`);
    expect(page).toContain(`@page{@top-center{content:"${STAND_IN_NOTICE}"`);
    expect(page.match(/<b class="standin">stand-in<\/b>/g)).toHaveLength(6);
    expect(page.match(/<b class="standin">stand-in, not Fleet<\/b>/g)).toHaveLength(2);
    expect(reportPage(exampleResults())).not.toMatch(/stand-in/i);
  });

  it('gives text from outside no power', () => {
    const results = demoResults();
    const hostile = '"><script>alert(1)</script><b onclick="x">';
    Object.assign(results.run, { id: hostile });
    for (const scenario of results.scenarios) Object.assign(scenario, { title: hostile, family: hostile });
    for (const { world } of results.scenarios) {
      for (const connection of world?.connections ?? [])
        Object.assign(connection, { purpose: hostile, server: hostile, givenBy: hostile, given: [hostile] });
    }
    for (const span of results.timings.spans) span.name = hostile;
    for (const verdict of results.verdicts) {
      Object.assign(verdict, {
        reason: hostile,
        evidence: 'javascript:alert(1)',
        observations: [{ expected: hostile, met: true, saw: hostile }],
        witnesses: [{ source: 'edge', saw: hostile }],
      });
    }
    const page = reportPage(results);
    expect(page.match(/<script/g)).toHaveLength(1);
    for (const harm of ['<script>alert', '<b onclick', 'href="javascript:'])
      expect(page.includes(harm)).toBe(false);
  });
});
