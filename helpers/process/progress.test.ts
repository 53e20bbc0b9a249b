import { describe, expect, test } from 'vitest';
import { EventProgress, type ProgressEvent } from './progress.ts';

function recorded(): { progress: EventProgress; events: ProgressEvent[] } {
  const events: ProgressEvent[] = [];
  return { events, progress: new EventProgress(event => events.push(event)) };
}

describe('progress', () => {
  test('a step gives what its work gives, and is told from its beginning to its end, and measured', async () => {
    const { progress, events } = recorded();
    const given = await progress.step(
      'building',
      async step => {
        step.note('halfway');
        return 42;
      },
      { estimateSeconds: 3 },
    );
    expect(given).toBe(42);
    expect(events).toMatchObject([
      { kind: 'began', name: 'building', estimateSeconds: 3 },
      { kind: 'noted', text: 'halfway' },
      { kind: 'ended', span: { name: 'building', ok: true } },
    ]);
    expect(new Set(events.map(event => 'step' in event && event.step)).size).toBe(1);
    expect(progress.spans).toEqual([events[2]?.kind === 'ended' && events[2].span]);
  });

  test('a step whose work fails ends as not well, and the failure goes on', async () => {
    const { progress, events } = recorded();
    const failing = progress.step('building', () => Promise.reject(new Error('no room')));
    await expect(failing).rejects.toThrow('no room');
    expect(events.at(-1)).toMatchObject({ kind: 'ended', span: { ok: false } });
  });

  test('steps that overlap are told apart, though they have one name', async () => {
    const { progress, events } = recorded();
    await Promise.all([progress.step('loading', async () => {}), progress.step('loading', async () => {})]);
    expect(new Set(events.map(event => 'step' in event && event.step)).size).toBe(2);
  });

  test('what a tool says is noted as one line without colours and movements of the cursor', async () => {
    const { progress, events } = recorded();
    await progress.step('building', async step => step.note('\r\u001b[2K\u001b[32m 40%\u001b[39m\tof it\n'));
    expect(events[1]).toMatchObject({ kind: 'noted', text: '40% of it' });
  });
});
