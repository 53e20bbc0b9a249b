import { describe, expect, it } from 'vitest';
import { headline } from './headline.ts';
import { html } from './html.ts';
import { exampleResults, standInResults } from './results.fixture.ts';
import { STAND_IN_NOTICE } from './results.ts';

describe('html', () => {
  it('begins with the verdict of the run in one sentence', () => {
    expect(html(exampleResults())).toContain(`<h1>${headline(exampleResults())}</h1>`);
  });

  it('leads from every cell of the matrix to its details', () => {
    const page = html(exampleResults());
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(targets).toHaveLength(7);
    expect(new Set(ids).size).toBe(7);
    expect(ids).toEqual(expect.arrayContaining(targets));
  });

  it('opens the details of what needs attention, and only those', () => {
    expect(html(exampleResults()).match(/<details open>/g)).toHaveLength(4);
  });

  it('needs nothing from elsewhere and forbids it', () => {
    const page = html(exampleResults());
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    expect(page).not.toMatch(/<script|<link|src=|url\(|https?:/);
  });

  it('says in its title, on its banner and at each image that a stand-in run is not one of Fleet', () => {
    const page = html(standInResults());
    expect(page).toContain('<title>STAND-IN, not Fleet: fleet-tls-e2e run1</title>');
    expect(page).toContain(`<p class="notice" role="alert">${STAND_IN_NOTICE}</p>`);
    expect(page.match(/<b>stand-in, not Fleet<\/b>/g)).toHaveLength(6);
    expect(html(exampleResults())).not.toContain('class="notice"');
  });

  it('gives text from outside no power', () => {
    const results = exampleResults();
    const hostile = '"><script>alert(1)</script>';
    Object.assign(results.run, { id: hostile });
    for (const scenario of results.scenarios) Object.assign(scenario, { title: hostile, family: hostile });
    for (const verdict of results.verdicts) {
      Object.assign(verdict, {
        reason: hostile,
        evidence: 'javascript:alert(1)',
        witnesses: [{ source: 'edge', saw: hostile }],
      });
    }
    const page = html(results);
    expect(page).not.toContain('<script');
    expect(page).not.toContain('href="javascript:');
  });
});
