import pc from 'picocolors';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EventProgress } from '../progress.ts';
import { LiveDisplay } from './liveDisplay.ts';
import { Screen } from './screen.fixture.ts';

let screen: Screen;
let display: LiveDisplay;
let progress: EventProgress;

beforeEach(() => {
  screen = new Screen({ columns: 60, rows: 10 });
  display = new LiveDisplay(screen, { startedAt: Date.now(), colours: pc.createColors(true) });
  progress = new EventProgress(event => display.show(event));
});

afterEach(() => display.close());

/** A step that goes on until it is ended. */
function begun(name: string, note = ''): { end(): Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  const ended = progress.step(name, async step => {
    step.note(note);
    await promise;
  });
  return {
    end: () => {
      resolve();
      return ended;
    },
  };
}

async function expectScreen(rows: string[]): Promise<void> {
  await expect.poll(() => screen.text, { timeout: 10_000 }).toEqual(rows);
}

describe('a terminal', () => {
  test('shows at its bottom what is under way; what stays scrolls by above', async () => {
    const compiling = begun('compiling', '3 of 9');
    begun('making');
    progress.status('1 of 3 judged');
    progress.say('supply: source');
    await expectScreen([
      '[m:ss] supply: source',
      '   m:ss compiling: 3 of 9',
      '   m:ss making',
      '[m:ss] 1 of 3 judged',
    ]);
    await compiling.end();
    await expectScreen([
      '[m:ss] supply: source',
      '[m:ss] compiling: done in m:ss',
      '   m:ss making',
      '[m:ss] 1 of 3 judged',
    ]);
  });

  test('keeps every line in its order, however many scroll by', async () => {
    begun('compiling');
    const said = Array.from({ length: 40 }, (_, index) => `line ${index}`);
    for (const line of said) progress.say(line);
    await expectScreen([...said.map(line => `[m:ss] ${line}`), '   m:ss compiling']);
  });

  test('keeps a long line whole, and cuts what is under way at its edge', async () => {
    const long = 'x'.repeat(70);
    begun(`compiling ${long}`);
    progress.say(long);
    await expectScreen([`[m:ss] ${'x'.repeat(53)}`, 'x'.repeat(17), `   m:ss compiling ${'x'.repeat(41)}…`]);
  });

  test('that became narrower has nothing left of the wider lines, and the lines above', async () => {
    begun('compiling', 'x'.repeat(60));
    begun('making', 'y'.repeat(60));
    progress.say('supply: source');
    await expectScreen([
      '[m:ss] supply: source',
      `   m:ss compiling: ${'x'.repeat(40)}…`,
      `   m:ss making: ${'y'.repeat(43)}…`,
    ]);
    screen.resize(50, 10);
    screen.resize(25, 10);
    progress.say('another line');
    await expectScreen([
      '[m:ss] supply: source',
      '[m:ss] another line',
      '   m:ss compiling: xxxxx…',
      '   m:ss making: yyyyyyyy…',
    ]);
    screen.resize(40, 10);
    await expectScreen([
      '[m:ss] supply: source',
      '[m:ss] another line',
      `   m:ss compiling: ${'x'.repeat(20)}…`,
      `   m:ss making: ${'y'.repeat(23)}…`,
    ]);
  });

  test('that is low shows as many steps as fit', async () => {
    screen.resize(60, 4);
    for (const name of ['one', 'two', 'three', 'four', 'five']) begun(name);
    await expectScreen(['   m:ss one', '   m:ss two', '        and 3 more steps']);
  });

  test('has nothing left at its bottom when it is closed, also while its size changes, and all that was said', async () => {
    begun('compiling', 'x'.repeat(60));
    progress.say('supply: source');
    await expectScreen(['[m:ss] supply: source', `   m:ss compiling: ${'x'.repeat(40)}…`]);
    screen.resize(30, 10);
    progress.warn('left behind: a container');
    display.close();
    await expectScreen(['[m:ss] supply: source', '[m:ss] left behind: a container'.slice(0, 30), 'r']);
  });
});
