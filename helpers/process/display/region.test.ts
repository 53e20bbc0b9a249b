import fc from 'fast-check';
import pc from 'picocolors';
import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { regionLines } from './region.ts';
import type { StepUnderWay, UnderWay } from './underWay.ts';

const plain = { startedAt: 0, colours: pc.createColors(false) };
const coloured = { startedAt: 0, colours: pc.createColors(true) };

function underWay(steps: StepUnderWay[], status?: string): UnderWay {
  return {
    steps: new Map(steps.map((step, index) => [`${index}`, step])),
    ...(status !== undefined && { status }),
  };
}

const compiling = {
  name: 'compiling kubelet',
  startedAt: 20_000,
  estimateSeconds: 60,
  note: '258 of at most 1200',
};
const making = { name: 'making the base image', startedAt: 0, estimateSeconds: 40, note: 'unpacking libc6' };
const fetching = { name: 'fetching chart fleet', startedAt: 48_000 };
const status = '57 of 122 judged: 40 hold, 17 known to fail; running: op/index-public';

describe('the lines of what is under way', () => {
  test('tell of each step how long it has taken, what is left, and what it is doing', () => {
    const room = { width: 100, height: 10, now: 50_000 };
    expect(regionLines(underWay([making, compiling, fetching], status), room, plain)).toEqual([
      '   0:50 making the base image, longer than the usual 0:40: unpacking libc6',
      '   0:30 compiling kubelet, about 0:30 left: 258 of at most 1200',
      '   0:02 fetching chart fleet',
      '[0:50] 57 of 122 judged: 40 hold, 17 known to fail; running: op/index-public',
    ]);
  });

  test('are cut off at the edge of a narrow terminal', () => {
    const room = { width: 40, height: 10, now: 50_000 };
    expect(regionLines(underWay([compiling], status), room, plain)).toEqual([
      '   0:30 compiling kubelet, about 0:30 l…',
      '[0:50] 57 of 122 judged: 40 hold, 17 kn…',
    ]);
  });

  test('count the steps that a low terminal has no rows for, and keep the last row for the whole', () => {
    const room = { width: 100, height: 3, now: 50_000 };
    expect(regionLines(underWay([making, compiling, fetching], status), room, plain)).toEqual([
      '   0:50 making the base image, longer than the usual 0:40: unpacking libc6',
      '        and 2 more steps',
      '[0:50] 57 of 122 judged: 40 hold, 17 known to fail; running: op/index-public',
    ]);
  });

  test('are none where nothing is under way', () => {
    expect(regionLines(underWay([]), { width: 80, height: 10, now: 0 }, plain)).toEqual([]);
  });

  test('always fit into the room, whatever is told', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 60 });
    const step = fc.record({
      name: text,
      note: text,
      startedAt: fc.nat(100_000),
      estimateSeconds: fc.nat(900),
    });
    const room = fc.record({
      width: fc.integer({ min: 1, max: 120 }),
      height: fc.nat(12),
      now: fc.nat(100_000),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), text, room, (steps, status, room) => {
        const lines = regionLines(underWay(steps, status), room, coloured);
        expect(lines.length).toBe(Math.min(steps.length + 1, room.height));
        for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(room.width);
      }),
    );
  });
});
