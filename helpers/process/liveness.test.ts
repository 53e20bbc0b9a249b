import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { groupInStat, groupIsAlive, isAlive, listProcesses, processStart, startInStat } from './liveness.ts';

const STAT = '4242 (a (odd) name) S 1 4240 4240 0 -1 4194304 10 0 0 0 1 2 0 0 20 0 1 0 987654 0 0';

test('the start time is read from behind a process name that holds spaces and brackets', () => {
  expect(startInStat(STAT)).toBe('987654');
  expect(groupInStat(STAT)).toBe(4240);
});

test('a zombie counts as gone', () => {
  expect(startInStat(STAT.replace(' S ', ' Z '))).toBeUndefined();
  expect(groupInStat(STAT.replace(' S ', ' Z '))).toBeUndefined();
});

test('this process is alive under its own start time and not under another', () => {
  const own = processStart(process.pid) ?? '';
  expect(own).not.toBe('');
  expect(isAlive({ pid: process.pid, processStart: own })).toBe(true);
  expect(isAlive({ pid: process.pid, processStart: `${own}0` })).toBe(false);
  expect(isAlive({} as { pid: number; processStart: string })).toBe(false); // a file that names none
});

test('a process group is alive until its last process ends', async () => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
    detached: true,
    stdio: 'ignore',
  });
  const pid = child.pid ?? 0;
  expect(groupIsAlive(pid)).toBe(true);
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
  expect(groupIsAlive(pid)).toBe(false);
  expect(processStart(pid)).toBeUndefined();
});

test('this process is listed with its arguments', () => {
  const own = listProcesses().find(({ pid }) => pid === process.pid);
  expect(own?.args.length).toBeGreaterThan(0);
});
