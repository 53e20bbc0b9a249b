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

test('what is kept is of faults that there are, each of which went as expected', () => {
  const kept = keptFaults()?.faults ?? [];
  expect(names).toEqual(expect.arrayContaining(kept.map(({ name }) => name)));
  expect(kept.filter(({ outcome }) => outcome !== 'as-expected')).toEqual([]);
});
