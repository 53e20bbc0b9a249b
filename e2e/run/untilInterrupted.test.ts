import { expect, test } from 'vitest';
import { untilInterrupted } from './untilInterrupted.ts';

const failing = () => Promise.reject(new Error('no cluster'));
const known = () => 'the plan';

test('a run that is interrupted while it comes up still has its plan to report', async () => {
  expect(await untilInterrupted(AbortSignal.abort(), failing, known)).toBe('the plan');
});

test('one that fails, or is interrupted before it has a plan, fails', async () => {
  await expect(untilInterrupted(new AbortController().signal, failing, known)).rejects.toThrow('no cluster');
  await expect(untilInterrupted(AbortSignal.abort(), failing, () => undefined)).rejects.toThrow('no cluster');
});

test('one that comes to its end is what it made of itself', async () => {
  expect(await untilInterrupted(AbortSignal.abort(), async () => 'all', known)).toBe('all');
});
