import { expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import { memoryNeeded, shortcomings } from './needs.ts';
import { makePlan } from './plan.ts';
import { selectScenarios } from './select.ts';

const pairs = [
  ['0.12.4', '0.12.4'],
  ['0.16.1', '0.16.1'],
  ['0.16.1', '0.12.4'],
].map(([controller = '', agent = '']) => ({ id: `${controller}/${agent}`, controller, agent }));

const core = makePlan(selectScenarios(families, { ids: [], tier: 'core' }), pairs);
const full = makePlan(selectScenarios(families, { ids: [], tier: 'full' }), pairs);

test('the core tier with all three pairs fits the smallest machine that GitHub hosts: 2 cores, 7 GiB, of which 6 are free', () => {
  expect(shortcomings(core, { cores: 2, memoryFree: 6 })).toEqual([]);
});

test('more clusters need more memory', () => {
  expect(memoryNeeded(full)).toBeGreaterThan(memoryNeeded(core));
});

test('what lacks is told before the run, with what it needs and what can be done', () => {
  expect(shortcomings(core, { cores: 1, memoryFree: 2 })).toEqual([
    'this machine is too small: 3 clusters need about 3.6 GiB of memory, and 2.0 GiB are free. ' +
      'Scenarios may end without a verdict: run one pair at a time, or on a larger machine',
    'this machine is too small: it has 1 core, and 3 clusters need 2. ' +
      'Scenarios may end without a verdict: run on a larger machine',
  ]);
});
