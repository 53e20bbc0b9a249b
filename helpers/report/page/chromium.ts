import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const { CHROMIUM } = process.env;

/** What is said where there is no Chromium. */
export const NO_CHROMIUM = `no Chromium at ${CHROMIUM || '/usr/bin/chromium'}; install it (apt-get install chromium) or name it in CHROMIUM`;

/** Starts the Chromium of the machine, `CHROMIUM` names another; undefined where there is none. */
export async function launchChromium(): Promise<Browser | undefined> {
  const executablePath = (CHROMIUM ? [CHROMIUM] : ['/usr/bin/chromium', '/usr/bin/chromium-browser']).find(
    path => existsSync(path),
  );
  return executablePath === undefined ? undefined : chromium.launch({ executablePath, args: CALM });
}

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
