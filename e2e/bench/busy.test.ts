import { expect, test } from 'vitest';
import { busyRemark } from './busy.ts';

test('figures of a busy machine say so', () => {
  expect(busyRemark(8.03, 2)).toEqual(['The machine had other work to do: 8.0 processes for its 2 cores.']);
  expect(busyRemark(0.4, 2)).toEqual([]);
});
