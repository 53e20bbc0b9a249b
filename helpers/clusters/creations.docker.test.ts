import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { poll } from '../process/poll.ts';
import { clustersInCreation, endCreation } from './creations.ts';

/** A process that looks like kind, and what it runs in front of it. Mounts of its own need root. */
function pretendToCreate(cluster: string, ...before: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'ftls-creations-'));
  writeFileSync(join(folder, 'create'), 'read line\n');
  const [program = '', ...args] = [...before, 'sh', 'create', 'cluster', '--name', cluster];
  const child = execa(program, args, { cwd: folder, reject: false });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await child;
    rmSync(folder, { recursive: true });
  });
  return child;
}

test('what is created in the Docker of a container is not ours to end', async () => {
  pretendToCreate('ftls-here');
  const elsewhere = pretendToCreate('ftls-elsewhere', 'unshare', '--mount');
  await poll({ what: 'the creation', deadlineMs: 10_000, everyMs: 50 }, async () =>
    clustersInCreation().includes('ftls-here')
      ? { done: true, value: undefined }
      : { done: false, saw: 'none' },
  );
  expect(clustersInCreation()).not.toContain('ftls-elsewhere');
  await endCreation('ftls-elsewhere');
  const ended = elsewhere.then(() => 'ended');
  expect(await Promise.race([ended, delay(500, 'lives')])).toBe('lives');
});
