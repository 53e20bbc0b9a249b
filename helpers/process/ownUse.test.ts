import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { childTicksInStat, ownUse } from './ownUse.ts';

test('the ticks of ended children are found behind a name that looks like fields', () => {
  const stat = '42 (a) b (c) S 1 42 42 0 -1 4194304 100 200 0 0 11 12 13 14 20 0 7 0 1234 5 6';
  expect(childTicksInStat(stat)).toBe(27);
});

test('the CPU time of this process and of a command that it ran is counted', () => {
  const before = ownUse();
  const until = performance.now() + 50;
  while (performance.now() < until);
  spawnSync(process.execPath, ['-e', 'const u = Date.now() + 200; while (Date.now() < u);']);
  const after = ownUse();
  expect(after.cpuSeconds).toBeGreaterThan(before.cpuSeconds);
  expect(after.peakMiB).toBeGreaterThanOrEqual(Math.floor(before.memoryMiB));
  if (process.platform === 'linux')
    expect(after.commandsCpuSeconds).toBeGreaterThan(before.commandsCpuSeconds ?? 0);
});
