import pc from 'picocolors';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { EventProgress } from '../progress.ts';
import { LineDisplay } from './lineDisplay.ts';

let lines: string[];
let display: LineDisplay;
let progress: EventProgress;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  lines = [];
  const wording = { startedAt: 0, colours: pc.createColors(false) };
  display = new LineDisplay({ write: line => lines.push(line), ...wording });
  progress = new EventProgress(event => display.show(event));
});

afterEach(() => {
  display.close();
  vi.useRealTimers();
});

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000);

describe('plain lines', () => {
  test('tell of a step its beginning, a sign of life every 15 s, and its end, each with the elapsed time', async () => {
    await seconds(3);
    const building = progress.step(
      'building',
      async step => {
        step.note('package 7');
        await seconds(40);
      },
      { estimateSeconds: 20 },
    );
    await building;
    await seconds(60);
    expect(lines).toEqual([
      '[0:03] building (about 0:20) ...',
      '[0:18] building: 0:15, about 0:05 left: package 7',
      '[0:33] building: 0:30, longer than the usual 0:20: package 7',
      '[0:43] building: done in 0:40',
    ]);
  });

  test('tell of a step that failed', async () => {
    const failing = progress.step('building', () => Promise.reject(new Error('no room')));
    await expect(failing).rejects.toThrow();
    expect(lines.at(-1)).toBe('[0:00] building: FAILED in 0:00');
  });

  test('tell every 15 s how the whole stands, as it stands then, until there is nothing more to tell', async () => {
    progress.status('1 of 3 judged');
    await seconds(10);
    progress.status('2 of 3 judged');
    await seconds(10);
    progress.status(undefined);
    await seconds(60);
    expect(lines).toEqual(['[0:15] 2 of 3 judged']);
  });

  test('tell a command with its exit status and how long it took', () => {
    display.show({ kind: 'ran', at: 2_000, command: 'docker info', seconds: 0.25, exitCode: 1 });
    display.show({ kind: 'ran', at: 2_000, command: 'sleep 9', seconds: 1 });
    expect(lines).toEqual([
      '[0:02] $ docker info (exit status 1, 0.3 s)',
      '[0:02] $ sleep 9 (no exit status, 1.0 s)',
    ]);
  });

  test('come no more once it is closed', async () => {
    void progress.step('building', () => new Promise(() => {}));
    progress.status('1 of 3 judged');
    display.close();
    await seconds(60);
    expect(lines).toEqual(['[0:00] building ...']);
  });
});
