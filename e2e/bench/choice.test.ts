import { expect, test } from 'vitest';
import { STANDIN_VERSIONS } from '../../helpers/fleet/releases/standin.ts';
import { families } from '../../scenarios/index.ts';
import { selectScenarios } from '../plan/select.ts';
import { helmOpsFirst } from './choice.ts';

const [version = ''] = STANDIN_VERSIONS.slice(-1);
const pair = { id: 'p', controller: version, agent: version };
const chosen = helmOpsFirst(selectScenarios(families, { ids: [], tier: 'full' }), pair);

test('there are a hundred scenarios for the stand-in, and HelmOps come first', () => {
  expect(chosen.length).toBeGreaterThanOrEqual(100);
  expect(chosen[0]?.id).toBe('op/index-public');
  expect(chosen.slice(0, 45).every(({ helmOps = [] }) => helmOps.length > 0)).toBe(true);
});

test('none is chosen twice, and none that is not meant for the pair', () => {
  const ids = chosen.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).not.toContain('git/old-strict');
});
