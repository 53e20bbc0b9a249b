import { expect, test } from 'vitest';
import { poll } from './poll.ts';

const OPTIONS = { what: 'it', deadlineMs: 1_000, everyMs: 1 };
const hiccup = new Error('hiccup');

test('a look that failed and is tolerated is told when it is looked again, and only then', async () => {
  const again: unknown[] = [];
  let looks = 0;
  const options = { ...OPTIONS, tolerate: () => true, onAgain: (error: unknown) => void again.push(error) };
  const value = await poll(options, async () => {
    looks += 1;
    if (looks === 2) return { done: false, saw: 'nothing' };
    if (looks < 4) throw hiccup;
    return { done: true, value: looks };
  });
  expect([value, again]).toEqual([4, [hiccup, hiccup]]);

  again.length = 0;
  await expect(poll({ ...options, deadlineMs: 0 }, () => Promise.reject(hiccup))).rejects.toMatchObject({
    code: 'wait-expired',
  });
  expect(again).toEqual([]);
});
