import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Context } from '../../process/context.ts';
import { Ledger } from '../../process/ledger.ts';
import { isAlive, listProcesses } from '../../process/liveness.ts';
import { poll } from '../../process/poll.ts';
import { EventProgress } from '../../process/progress.ts';
import { run } from '../../process/run.ts';
import { ensureDocker } from './ensure.ts';
import { askDaemon } from './facts.ts';
import { readOwnDaemon } from './own-daemon.ts';
import type { DaemonPlace } from './place.ts';

// A second daemon with folders and a bridge of its own: the machine's daemon is not touched. Needs root. (Without a
// bridge would be simpler, but a daemon that is told `--bridge=none` takes docker0 away from the machine's own.)
const BRIDGE = 'ftls-test0';
let folder: string;
let place: DaemonPlace;

beforeEach(async () => {
  await run('ip', ['link', 'add', 'name', BRIDGE, 'type', 'bridge']);
  await run('ip', ['address', 'add', '10.213.77.1/24', 'dev', BRIDGE]);
  folder = mkdtempSync(join(tmpdir(), 'ftls-dockerd-'));
  place = {
    host: `unix://${folder}/docker.sock`,
    pidFile: join(folder, 'docker.pid'),
    execRoot: join(folder, 'exec'),
    flags: ['--bridge', BRIDGE, '--iptables=false', '--data-root', join(folder, 'data')],
  };
});

afterEach(async () => {
  const left = readOwnDaemon(folder);
  if (left) {
    process.kill(left.pid, 'SIGTERM');
    await gone(left);
  }
  // A daemon that did not end in good order leaves its data folder mounted on itself.
  const data = join(folder, 'data');
  if (readFileSync('/proc/mounts', 'utf8').includes(data)) await run('umount', [data]);
  await run('ip', ['link', 'delete', BRIDGE]);
  rmSync(folder, { recursive: true, force: true });
});

function gone(daemon: { pid: number; processStart: string }): Promise<void> {
  return poll({ what: 'the end of dockerd', deadlineMs: 60_000, everyMs: 100 }, async () =>
    isAlive(daemon) ? { done: false, saw: 'it runs' } : { done: true, value: undefined },
  );
}

function aRun(runId: string): Context {
  const privateDir = join(folder, 'runs', runId);
  mkdirSync(privateDir, { recursive: true });
  return {
    runId,
    resultsDir: join(folder, 'results'),
    privateDir,
    cacheDir: folder,
    signal: new AbortController().signal,
    progress: new EventProgress(() => {}),
    ledger: new Ledger(join(privateDir, 'ledger.json'), runId),
  };
}

test('a daemon is started when none answers, shared by a second run, and stopped by the last to leave', async () => {
  const first = aRun('first');
  const started = await ensureDocker(first, { place });
  expect(started.rootDir).toBe(join(folder, 'data'));
  const own = readOwnDaemon(folder);

  const second = aRun('second');
  await ensureDocker(second, { place });
  expect(readOwnDaemon(folder)).toEqual(own);

  expect(await first.ledger.undoAll()).toEqual([]);
  expect((await askDaemon(place)).answers).toBe(true);
  expect(await second.ledger.undoAll()).toEqual([]);
  expect((await askDaemon(place)).answers).toBe(false);
  expect(readOwnDaemon(folder)).toBeUndefined();
});

/** Runs a container in the daemon that sleeps so long, of an image that is made of this machine's own `sleep`. */
async function sleepInDaemon(seconds: number): Promise<void> {
  const { host = '' } = place;
  await run('sh', [
    '-c',
    `tar --create --dereference /bin/sleep $(ldd /bin/sleep | grep -o '/[^ ]*') | docker --host ${host} import - sleeper`,
  ]);
  const container = ['run', '--detach', '--rm', '--init=false', '--network=none', 'sleeper'];
  await run('docker', ['--host', host, ...container, '/bin/sleep', String(seconds)]);
}

test('a daemon is stopped where a container of it ends in a moment, as that of an interrupted build does', async () => {
  const run = aRun('builder');
  await ensureDocker(run, { place });
  await sleepInDaemon(3);
  expect(await run.ledger.undoAll()).toEqual([]);
  expect((await askDaemon(place)).answers).toBe(false);
});

test('a daemon stays where a container goes on running in it', async () => {
  const run = aRun('guest');
  await ensureDocker(run, { place });
  await sleepInDaemon(60);
  expect(await run.ledger.undoAll()).toEqual([]);
  expect((await askDaemon(place)).answers).toBe(true);
});

test('a daemon that was killed is started again over its pid file and socket', async () => {
  const run = aRun('one');
  await ensureDocker(run, { place });
  const killed = readOwnDaemon(folder);
  if (!killed) throw new Error('no daemon was noted');
  process.kill(killed.pid, 'SIGKILL');
  await gone(killed);

  await ensureDocker(aRun('two'), { place });

  expect(readOwnDaemon(folder)?.pid).not.toBe(killed.pid);
  expect((await askDaemon(place)).answers).toBe(true);
});

test('a daemon that is to be kept stays after its run', async () => {
  const run = aRun('keeper');
  await ensureDocker(run, { place, keepDaemon: true });
  expect(await run.ledger.undoAll()).toEqual([]);
  expect((await askDaemon(place)).answers).toBe(true);
});

test('a daemon that cannot start is one error with the line of its log, and leaves no process', async () => {
  const broken = { ...place, flags: [...place.flags, '--storage-driver=nonsense'] };
  await expect(ensureDocker(aRun('broken'), { place: broken })).rejects.toMatchObject({
    code: 'docker-unavailable',
    message: expect.stringContaining('graphdriver'),
    cure: expect.stringContaining('dockerd.log'),
  });
  expect(readOwnDaemon(folder)).toBeUndefined();
  expect(listProcesses().filter(({ args }) => args.join(' ').includes(folder))).toEqual([]);
});
