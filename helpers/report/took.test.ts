import { expect, test } from 'vitest';
import type { PartFacts } from './results.ts';
import { tookOf } from './took.ts';

const at = (time: string) => `2026-11-25T${time}:00.000Z`;
const merged = (...times: [string, string][]) => {
  const parts = times.map(([from, to]) => ({ startedAt: at(from), endedAt: at(to) }) as PartFacts);
  return { startedAt: at('00:00'), endedAt: at('23:59'), parts };
};

test('a run takes from its beginning to its end', () => {
  expect(tookOf({ startedAt: at('07:00'), endedAt: at('07:04') })).toBe('4:00');
});

test('machines that played at once take no longer than the time in which one of them did', () => {
  expect(tookOf(merged(['07:00', '07:10'], ['07:05', '07:20'], ['07:06', '07:08']))).toBe('20:00');
});

test('the hours between two runs on one machine are not counted, in whatever order the runs are merged', () => {
  expect(tookOf(merged(['21:02', '21:15'], ['18:00', '18:17']))).toBe('30:00');
});
