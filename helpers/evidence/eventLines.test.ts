import { expect, test } from 'vitest';
import { eventLines } from './eventLines.ts';

function event(fields: Record<string, unknown>) {
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: 'e', namespace: 'ns' },
    type: 'Warning',
    reason: 'BackOff',
    message: 'restarting\n  failed container',
    involvedObject: { kind: 'Pod', name: 'fleet-agent-1' },
    ...fields,
  };
}

test('events are lines in the order in which they happened, by whichever time they bear', () => {
  const lines = eventLines([
    event({ lastTimestamp: '2026-11-25T12:00:03Z', count: 7 }),
    event({
      eventTime: '2026-11-25T12:00:01.000000Z',
      type: 'Normal',
      reason: 'Scheduled',
      message: 'assigned',
    }),
    event({ lastTimestamp: new Date('2026-11-25T12:00:02Z'), message: 'once' }),
    event({ series: { count: 3, lastObservedTime: '2026-11-25T12:00:04Z' }, message: 'in a series' }),
  ]);
  expect(lines.split('\n')).toEqual([
    '2026-11-25T12:00:01.000000Z  Normal  Pod ns/fleet-agent-1  Scheduled: assigned',
    '2026-11-25T12:00:02.000Z  Warning  Pod ns/fleet-agent-1  BackOff: once',
    '2026-11-25T12:00:03Z  Warning  Pod ns/fleet-agent-1  BackOff: restarting failed container (7 times)',
    '2026-11-25T12:00:04Z  Warning  Pod ns/fleet-agent-1  BackOff: in a series (3 times)',
    '',
  ]);
});

test('an event without a time is told as well', () => {
  expect(eventLines([event({})])).toMatch(/^no time {2}Warning/);
});
