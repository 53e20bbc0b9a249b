import { expect, test } from 'vitest';
import { inRounds } from './rounds.ts';

test('things are measured in turn, each second round the other way about', async () => {
  const order: string[] = [];
  const thing = (name: string, value: number) => async (round: number) => {
    order.push(`${name}${round}`);
    return value + round;
  };
  const samples = await inRounds(3, { floor: thing('f', 10), harness: thing('h', 20) });
  expect(order).toEqual(['f0', 'h0', 'h1', 'f1', 'f2', 'h2']);
  expect(samples).toEqual({ floor: [10, 11, 12], harness: [20, 21, 22] });
});
