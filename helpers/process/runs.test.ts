import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Ledger } from './ledger.ts';
import { knownRuns } from './runs.ts';

function runFolder(runsDir: string, runId: string): string {
  const folder = join(runsDir, runId);
  mkdirSync(folder);
  return folder;
}

test('a run is live while the process that wrote its ledger lives, and dead otherwise', () => {
  const runsDir = mkdtempSync(join(tmpdir(), 'ftls-runs-'));
  new Ledger(join(runFolder(runsDir, 'living'), 'ledger.json'), 'living');
  const dead = { schema: 1, runId: 'dead', pid: process.pid, processStart: 'long ago', entries: [] };
  writeFileSync(join(runFolder(runsDir, 'dead'), 'ledger.json'), JSON.stringify(dead));
  writeFileSync(join(runFolder(runsDir, 'torn'), 'ledger.json'), '{"schema": 1, "pi');
  runFolder(runsDir, 'empty');

  const live = Object.fromEntries(knownRuns(runsDir).map(run => [run.runId, run.live]));

  expect(live).toEqual({ living: true, dead: false, torn: false, empty: false });
});

test('a run that has left its world up is dead and kept', () => {
  const runsDir = mkdtempSync(join(tmpdir(), 'ftls-runs-'));
  writeFileSync(join(runFolder(runsDir, 'up'), 'world.json'), '{}');
  runFolder(runsDir, 'gone');

  const kept = Object.fromEntries(knownRuns(runsDir).map(run => [run.runId, [run.live, run.kept]]));

  expect(kept).toEqual({ up: [false, true], gone: [false, false] });
});

test('no folder of runs means no runs', () => {
  expect(knownRuns(join(tmpdir(), 'ftls-there-is-no-such-folder'))).toEqual([]);
});
