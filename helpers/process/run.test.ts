import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { run } from './run.ts';

test('a file is the command’s own standard input, and does not come through a pipe', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-tls-run-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'archive');
  writeFileSync(file, 'what is in it');
  const script =
    'const fs = require("fs"); console.log(fs.fstatSync(0).isFile(), fs.readFileSync(0, "utf8"))';
  const { stdout } = await run(process.execPath, ['-e', script], { inputFile: file });
  expect(stdout).toBe('true what is in it');
});

test('a file that is not there is told, and nothing is run', async () => {
  const started: number[] = [];
  const running = run('cat', [], { inputFile: '/nowhere/archive', onStart: pid => started.push(pid) });
  await expect(running).rejects.toThrow("no such file or directory, open '/nowhere/archive'");
  expect(started).toEqual([]);
});
