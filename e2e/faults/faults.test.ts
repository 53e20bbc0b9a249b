import { expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import { keptFaults } from '../docs/write.ts';
import { CONTROL, faults } from './faults.ts';

const names = faults.map(({ name }) => name);
const ids = families.flatMap(({ scenarios }) => scenarios.map(({ id }) => id));

test('no two faults have one name', () => {
  expect(new Set(names).size).toBe(names.length);
});

test.each(faults)('$name says of scenarios that there are what may be said', ({ expected }) => {
  expect(Object.keys(expected)).not.toEqual([]);
  expect(ids).toEqual(expect.arrayContaining([...Object.keys(expected), CONTROL]));
  for (const { right, cause } of Object.values(expected)) {
    expect(right ?? cause).toBeDefined();
    // A cause that everything names is none.
    expect(cause?.test('gave up awaiting HelmOp x after 180 s') ?? false).toBe(false);
  }
});

test('every fault was brought about, and each went as expected', () => {
  const kept = keptFaults()?.faults ?? [];
  expect(kept.map(({ name }) => name).toSorted()).toEqual(names.toSorted());
  expect(kept.filter(({ outcome }) => outcome !== 'as-expected')).toEqual([]);
});
