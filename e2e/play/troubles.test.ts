import { expect, test } from 'vitest';
import { refusalsIn } from './troubles.ts';

test('what a server put off is counted by its status, and nothing else is', () => {
  const requests = [200, 401, 404, 429, 503, 502, 503].map(status => ({ end: { status } }));
  expect(refusalsIn([...requests, {}])).toEqual([
    '1 requests answered with 429',
    '2 requests answered with 503',
    '1 requests answered with 502',
  ]);
  expect(refusalsIn([])).toEqual([]);
});
