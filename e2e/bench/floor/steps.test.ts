import { expect, test } from 'vitest';
import { Steps } from './steps.ts';

test('a step ends where the next begins, and what was said between is none', () => {
  const steps = new Steps();
  for (const [text, at] of [
    ['step clusters', 1],
    ['Creating cluster "a" ...', 2],
    ['step images', 21.5],
    ['step end', 30],
  ] as const)
    steps.line(text, at);
  expect(steps.seconds).toEqual({ clusters: 20.5, images: 8.5 });
});
