import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { processStart } from '../../process/liveness.ts';
import { daemonFolder, forgetOwnDaemon, ownDaemonDied, writeOwnDaemon } from './own-daemon.ts';
import { USUAL_DAEMON } from './place.ts';
import { stopOwnDaemon } from './stop-daemon.ts';

let cacheDir: string;
beforeEach(() => {
  cacheDir = mkdtempSync(join(tmpdir(), 'ftls-stop-'));
  mkdirSync(daemonFolder(cacheDir));
});

/** Notes this very process as the daemon: it would not outlive being stopped. */
function noteDaemon(keep: boolean): void {
  const { pid } = process;
  writeOwnDaemon(cacheDir, {
    ...{ schema: 1, pid, keep, place: USUAL_DAEMON },
    processStart: processStart(pid) ?? '',
  });
}

test.each([
  ['another run uses it', { othersLive: true, worldUp: true }],
  ['a world is up in it', { othersLive: false, worldUp: true }],
])('a daemon stays while %s', async (why, others) => {
  noteDaemon(false);
  expect(await stopOwnDaemon({ cacheDir, ...others })).toEqual({ stopped: false, why });
});

test('a daemon stays that is kept, and one that is not ours', async () => {
  const nobody = { othersLive: false, worldUp: false };
  expect(await stopOwnDaemon({ cacheDir, ...nobody })).toEqual({ stopped: false, why: 'none of ours runs' });
  noteDaemon(true);
  expect(await stopOwnDaemon({ cacheDir, ...nobody })).toEqual({ stopped: false, why: 'kept' });
});

test('a daemon has died when it lives no more and nobody stopped it', () => {
  expect(ownDaemonDied(cacheDir)).toBe(false);
  noteDaemon(false);
  expect(ownDaemonDied(cacheDir)).toBe(false);
  writeOwnDaemon(cacheDir, { schema: 1, pid: 1, keep: false, place: USUAL_DAEMON, processStart: 'long ago' });
  expect(ownDaemonDied(cacheDir)).toBe(true);
  forgetOwnDaemon(cacheDir);
  expect(ownDaemonDied(cacheDir)).toBe(false);
});
