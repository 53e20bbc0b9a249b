import { mkdirSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import { makePlan } from '../plan/plan.ts';
import { selectScenarios } from '../plan/select.ts';
import { type KeptWorld, keptWorldOf, keptWorlds, planNow, writeKeptWorld } from './keptWorld.ts';
import { exampleWorld } from './world.fixture.ts';

test('what is kept of a run gives its plan again', () => {
  const { handle, pairs, supply } = exampleWorld();
  const scenarios = selectScenarios(families, { ids: [], tier: 'full' });
  const plan = makePlan(scenarios, pairs);
  const chosen = { releases: [], fleet: 'local', what: '', why: '' } as const;
  const prepared = {
    handle: { ...handle, plan },
    plan,
    scenarios,
    pairs,
    supply,
    chosen: { ...chosen, releases: [] },
  };
  const world = keptWorldOf(prepared, {
    asked: { fleet: 'auto', charts: ['0.16.1=charts'], pair: [] },
    startedAt: 1,
  });
  expect(planNow(world)).toEqual(plan);
  expect(world.asked.charts).toEqual([`0.16.1=${join(process.cwd(), 'charts')}`]);
});

function keep(runsDir: string, id: string, change: object): KeptWorld {
  const worldDir = join(runsDir, id);
  mkdirSync(worldDir);
  const world = exampleWorld(['op/index-public']);
  const kept = { ...world, id, handle: { ...world.handle, worldDir }, ...change };
  writeKeptWorld(kept);
  return kept;
}

test('worlds that are up are found by their files, the newest first, and a file is for its owner alone', () => {
  const runsDir = mkdtempSync(join(tmpdir(), 'ftls-worlds-'));
  keep(runsDir, 'older', { startedAt: 1 });
  keep(runsDir, 'newer', { startedAt: 2 });
  mkdirSync(join(runsDir, 'killed'));
  writeFileSync(join(runsDir, 'killed', 'ledger.json'), '{}');
  expect(keptWorlds(runsDir).map(({ id }) => id)).toEqual(['newer', 'older']);
  expect(statSync(join(runsDir, 'newer', 'world.json')).mode & 0o777).toBe(0o600);
});

test('a world of a version of this harness that writes it otherwise is none to play in', () => {
  const runsDir = mkdtempSync(join(tmpdir(), 'ftls-worlds-'));
  keep(runsDir, 'of-the-future', { schema: 2 });
  expect(keptWorlds(runsDir)).toEqual([]);
});
