import { mkdir } from 'node:fs/promises';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { compareResults } from '../compare/compare.ts';
import { demoResults } from '../demo.fixture.ts';
import { exampleResults, standInResults } from '../results.fixture.ts';
import { type OpenPage, test } from './chromium.fixture.ts';
import { comparisonPage } from './comparison.ts';
import { reportPage } from './report.ts';

const demo = reportPage(demoResults());
const PHONE = { viewport: { width: 360, height: 740 } };

/** The ids of the scenarios that the matrix shows. */
function shownScenarios(page: Page): Promise<string[]> {
  return page.locator('.matrix tr[data-scenario]:visible th').allTextContents();
}

/** What has the focus, as a person would name it. */
function focused(page: Page): Promise<string> {
  return page.evaluate<string>('document.activeElement.textContent.trim()');
}

test('opens without a complaint and asks for nothing', async ({ open }) => {
  const { page, complaints, requests } = await open(demo);
  await page.getByRole('button', { name: 'Unfold all' }).click();
  expect(complaints).toEqual([]);
  expect(requests).toHaveLength(1);
  expect(await page.locator('h1').textContent()).toMatch(/^Regression: 1 not met and unexplained/);
  expect(await page.locator('.matrix td a').count()).toBe(demoResults().verdicts.length);
});

test('lets in no script and no request that is not its own', async ({ open }) => {
  const { page, complaints, requests } = await open(demo);
  await page.evaluate(`
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken over"';
    document.body.append(script);
    fetch('http://127.0.0.1:9/').catch(() => undefined);
  `);
  expect(await page.title()).toBe('fleet-tls-e2e made-up-example');
  expect(
    complaints.filter(complaint => complaint.includes('Content Security Policy')).length,
  ).toBeGreaterThan(1);
  expect(requests).toHaveLength(1);
});

describe('the filter', () => {
  test('shows the cells of the chosen verdicts and what was seen of them', async ({ open }) => {
    const { page } = await open(demo);
    for (const box of await page.getByRole('checkbox').all()) await box.uncheck();
    await page.getByRole('checkbox', { name: 'regression' }).check();
    expect(await shownScenarios(page)).toEqual(['reg/strict-public-up-other-ca']);
    expect(await page.locator('.matrix td a:visible').allTextContents()).toEqual(['regression']);
    expect(await page.locator('.verdict:visible h5').allTextContents()).toEqual(['0.16.1/0.16.1']);
    expect(await page.getByRole('status').textContent()).toBe('1 of 24 shown');
  });

  test('unfolds the families of what is searched for, and folds them again after it', async ({ open }) => {
    const { page } = await open(demo);
    await page.getByRole('button', { name: 'Fold all', exact: true }).click();
    const search = page.getByRole('searchbox', { name: 'Search' });
    await search.fill('op/index-public');
    expect(await page.locator('.matrix td a:visible').count()).toBeGreaterThan(0);
    await search.fill('');
    expect(await page.locator('.matrix td a:visible').count()).toBe(0);
  });

  test('finds words wherever they stand: in the scenario, in the pair, in what was seen', async ({
    open,
  }) => {
    const { page } = await open(demo);
    const search = page.getByRole('searchbox', { name: 'Search' });
    await search.fill('load system ROOTS');
    expect(await shownScenarios(page)).toEqual([
      'op/index-public',
      'op/tarball-private-ca',
      'way/skip-tls-old',
    ]);
    await search.fill('rotated');
    expect(await shownScenarios(page)).toEqual(['heal/chart-ca-rotated']);
    expect(await page.locator('.family:visible').count()).toBe(1);
    await search.fill('nothing of the kind');
    expect(await shownScenarios(page)).toEqual([]);
    await search.fill('');
    expect(await shownScenarios(page)).toHaveLength(8);
    expect(await page.getByRole('status').textContent()).toBe('');
  });
});

describe('the keyboard', () => {
  test('goes past the matrix at once', async ({ open }) => {
    const { page } = await open(demo);
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('To the reasons');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate<number>('scrollY')).toBeGreaterThan(200);
  });

  test('moves through the matrix with arrows, opens a cell and comes back', async ({ open }) => {
    const { page } = await open(demo);
    await page.locator('#m0-0').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    expect(await focused(page)).toBe('regression');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('no-verdict');
    await page.keyboard.press('Home');
    expect(await focused(page)).toBe('reg/strict-expired');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toMatch(/^holds\s+0\.12\.4\/0\.12\.4$/);
    const seen = page.locator('#c2-0');
    expect(await seen.isVisible()).toBe(true);
    await seen.getByRole('link', { name: 'Back to the matrix' }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate<string>('document.activeElement.id')).toBe('m2-0');
  });

  test('steps over what the filter hides', async ({ open }) => {
    const { page } = await open(demo);
    await page.getByRole('checkbox', { name: 'holds', exact: false }).nth(1).uncheck();
    await page.locator('#m1-1').focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.evaluate<string>('document.activeElement.id')).not.toBe('m2-1');
  });
});

test('a link to a folded cell opens it', async ({ open }) => {
  const { page } = await open(demo, { at: '#c7-1' });
  expect(await page.locator('#c7-1').isVisible()).toBe(true);
});

test('works without script: nothing that needs it is shown, and links open what is folded', async ({
  open,
}) => {
  const { page } = await open(demo, { javaScriptEnabled: false });
  expect(await page.getByRole('checkbox').count()).toBe(0);
  expect(await page.getByRole('button').count()).toBe(0);
  const seen = page.locator('#c0-0');
  expect(await seen.isVisible()).toBe(false);
  await page.locator('#m0-0').click();
  expect(await seen.isVisible()).toBe(true);
});

test('fits 360 pixels with everything unfolded', async ({ open }) => {
  const { page } = await open(demo, PHONE);
  await page.getByRole('button', { name: 'Unfold all' }).click();
  expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBe(360);
  expect(await page.locator('.matrix tr[data-scenario] td').first().isVisible()).toBe(true);
});

test('shows folded families on paper, and none of what cannot be used there', async ({ open }) => {
  const { page } = await open(demo);
  await page.getByRole('button', { name: 'Fold all', exact: true }).click();
  await page.emulateMedia({ media: 'print' });
  const row = page.locator('.matrix tr[data-scenario]').first();
  expect((await row.boundingBox())?.height).toBeGreaterThan(0);
  expect(await page.locator('.tools').isVisible()).toBe(false);
  expect((await page.pdf()).byteLength).toBeGreaterThan(10_000);
});

/** The rules of axe-core that a page breaks, and where. It comes in by the debugger, which no policy stops. */
async function violations({ page }: OpenPage): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations.flatMap(({ id, nodes }) => nodes.map(node => `${id}: ${node.html.slice(0, 200)}`));
}

test.for([
  ['in the light', demo, {}],
  ['in the dark', demo, { colorScheme: 'dark' }],
  ['on a phone', demo, PHONE],
  ['of a stand-in run', reportPage(standInResults()), {}],
] as const)('has no fault that axe-core knows, %s', async ([, html, options], { open }) => {
  const opened = await open(html, options);
  await opened.page.getByRole('button', { name: 'Unfold all' }).click();
  expect(await violations(opened)).toEqual([]);
});

test('a comparison has no fault that axe-core knows, and fits 360 pixels', async ({ open }) => {
  const html = comparisonPage(compareResults(exampleResults(), demoResults()));
  const opened = await open(html, PHONE);
  expect(opened.complaints).toEqual([]);
  expect(await opened.page.evaluate<number>('document.documentElement.scrollWidth')).toBe(360);
  expect(await violations(opened)).toEqual([]);
});

test('keeps saying STAND-IN while the page of a stand-in run is scrolled', async ({ open }) => {
  const { page } = await open(reportPage(standInResults()), PHONE);
  await page.evaluate('scrollTo(0, document.body.scrollHeight)');
  expect(await page.getByRole('alert').boundingBox()).toMatchObject({ y: 0 });
});

/** Pictures for a person to look at, in `results/screenshots`; those of docs/report are copies of them. */
test.for([
  ['desktop', {}, ''],
  ['phone', PHONE, ''],
  ['dark', { colorScheme: 'dark' }, ''],
  ['red-cell', {}, '#c1-1'],
] as const)('can be pictured: %s', async ([name, options, at], { open }) => {
  const { page } = await open(demo, { viewport: { width: 1080, height: 760 }, ...options, at });
  await mkdir('results/screenshots', { recursive: true });
  const path = `results/screenshots/${name}.png`;
  const red = page.locator('.scenario', { has: page.locator('#c1-1') });
  const picture = await (at === '' ? page : red).screenshot({ path });
  expect(picture.byteLength).toBeGreaterThan(10_000);
  expect(picture.byteLength).toBeLessThan(150_000);
});
