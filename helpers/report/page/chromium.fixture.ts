import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { test as base } from 'vitest';
import { launchChromium, NO_CHROMIUM } from './chromium.ts';

const WITHOUT = `skipped: ${NO_CHROMIUM}`;

/** A page that was opened, with everything that went wrong in it and every request that it made. */
export interface OpenPage {
  page: Page;
  complaints: string[];
  requests: string[];
}

/** Tests that look at pages in a real Chromium; skipped, with the reason, where there is none. */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads off it which fixtures are wanted: none
  .extend('browser', { scope: 'file' }, async ({}, { onCleanup }): Promise<Browser | undefined> => {
    const browser = await launchChromium();
    if (browser === undefined) process.stdout.write(`${WITHOUT}\n`);
    onCleanup(async () => browser?.close());
    return browser;
  })
  // biome-ignore lint/correctness/noEmptyPattern: as above
  .extend('folder', { scope: 'file' }, async ({}, { onCleanup }) => {
    const folder = await mkdtemp(join(tmpdir(), 'ftls-page-'));
    onCleanup(() => rm(folder, { recursive: true, force: true }));
    return folder;
  })
  .extend('open', async ({ browser, folder, skip }, { onCleanup }) => {
    return async (
      html: string,
      { at = '', ...options }: BrowserContextOptions & { at?: string } = {},
    ): Promise<OpenPage> => {
      if (browser === undefined) return skip(WITHOUT);
      const file = join(folder, 'page.html');
      await writeFile(file, html);
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      onCleanup(() => context.close());
      const page = await context.newPage();
      const complaints: string[] = [];
      const requests: string[] = [];
      page.on('console', message => complaints.push(`${message.type()}: ${message.text()}`));
      page.on('pageerror', error => complaints.push(error.message));
      page.on('request', request => requests.push(request.url()));
      await page.goto(`file://${file}${at}`);
      return { page, complaints, requests };
    };
  });
