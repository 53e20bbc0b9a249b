import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { test as base } from 'vitest';

/** The Chromium of the machine; `CHROMIUM` names another. */
const { CHROMIUM } = process.env;
const executablePath = (CHROMIUM ? [CHROMIUM] : ['/usr/bin/chromium', '/usr/bin/chromium-browser']).find(
  path => existsSync(path),
);

const WITHOUT = `skipped: no Chromium at ${CHROMIUM || '/usr/bin/chromium'}; install it (apt-get install chromium) or name it in CHROMIUM`;
if (executablePath === undefined) process.stdout.write(`${WITHOUT}\n`);

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
    if (executablePath === undefined) return undefined;
    const browser = await chromium.launch({ executablePath, args: CALM });
    onCleanup(() => browser.close());
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

/** Without what Chromium asks the network for by itself. Its sandbox does not start for root. */
const CALM = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];
