import { expect, test } from 'vitest';
import { clusterName, isOfRun, networkName, nodeName } from './names.ts';

test('everything of a run carries its id behind the prefix', () => {
  expect(clusterName('a1', 'upstream')).toBe('ftls-a1-upstream');
  expect(nodeName('ftls-a1-upstream')).toBe('ftls-a1-upstream-control-plane');
  expect(networkName('a1')).toBe('ftls-a1');
});

test('a name that would not be a host name is refused with a cure', () => {
  for (const [runId, role] of [
    ['a1', 'up_stream'],
    ['A1', 'up'],
    ['a'.repeat(40), 'upstream'],
  ] as const) {
    expect(() => clusterName(runId, role)).toThrow(
      expect.objectContaining({ code: 'config', cure: expect.stringContaining('49') }),
    );
  }
});

test('a run owns its network, clusters and nodes, and none of a run whose id merely begins alike', () => {
  expect(['ftls-a1', 'ftls-a1-up', 'ftls-a1-up-control-plane'].every(name => isOfRun(name, 'a1'))).toBe(true);
  expect(['ftls-a12', 'ftls-a12-up', 'a1', 'x-ftls-a1-up'].some(name => isOfRun(name, 'a1'))).toBe(false);
});
