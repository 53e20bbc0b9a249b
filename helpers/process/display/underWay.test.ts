import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ProgressEvent } from '../progress.ts';
import { NOTHING, type UnderWay, withEvent } from './underWay.ts';

const ids = fc.constantFrom('1', '2', '3', '4');
const span = { name: 'it', startedAt: 0, endedAt: 1, ok: true };
const events = fc.array(
  fc.oneof(
    ids.map((step): ProgressEvent => ({ kind: 'began', at: 0, step, name: `step ${step}` })),
    ids.map((step): ProgressEvent => ({ kind: 'noted', at: 0, step, text: `note of ${step}` })),
    ids.map((step): ProgressEvent => ({ kind: 'ended', at: 1, step, span })),
    fc.constant<ProgressEvent>({ kind: 'said', at: 1, line: 'something' }),
  ),
);

function afterAll(all: readonly ProgressEvent[]): UnderWay {
  return all.reduce(withEvent, NOTHING);
}

describe('what is under way', () => {
  test('are the steps that began and have not ended, with what they noted last', () => {
    fc.assert(
      fc.property(events, all => {
        const living = new Map<string, string | undefined>();
        for (const event of all) {
          if (event.kind === 'began') living.set(event.step, undefined);
          if (event.kind === 'noted' && living.has(event.step)) living.set(event.step, event.text);
          if (event.kind === 'ended') living.delete(event.step);
        }
        const notes = [...afterAll(all).steps].map(([id, { note }]) => [id, note]);
        expect(notes).toEqual([...living]);
      }),
    );
  });

  test('is how the whole stands, until that is taken back', () => {
    const standing = withEvent(NOTHING, { kind: 'stands', at: 0, line: '3 of 9' });
    expect(standing.status).toBe('3 of 9');
    expect(withEvent(standing, { kind: 'stands', at: 0 })).toEqual(NOTHING);
  });
});
