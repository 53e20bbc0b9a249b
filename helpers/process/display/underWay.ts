import type { ProgressEvent } from '../progress.ts';

/** A step that is under way. */
export interface StepUnderWay {
  name: string;
  /** Milliseconds since the epoch. */
  startedAt: number;
  estimateSeconds?: number;
  /** What it is doing just now. */
  note?: string;
}

/** What is under way in a run. */
export interface UnderWay {
  /** By their ids, in the order in which they began. */
  steps: ReadonlyMap<string, StepUnderWay>;
  /** How the whole stands. */
  status?: string;
}

/** Before the first event. */
export const NOTHING: UnderWay = { steps: new Map() };

/** What is under way after an event. */
export function withEvent(before: UnderWay, event: ProgressEvent): UnderWay {
  switch (event.kind) {
    case 'began': {
      const { name, at: startedAt, estimateSeconds } = event;
      const step = { name, startedAt, ...(estimateSeconds !== undefined && { estimateSeconds }) };
      return { ...before, steps: new Map(before.steps).set(event.step, step) };
    }
    case 'noted': {
      const step = before.steps.get(event.step);
      if (step === undefined) return before;
      return { ...before, steps: new Map(before.steps).set(event.step, { ...step, note: event.text }) };
    }
    case 'ended':
      return { ...before, steps: new Map([...before.steps].filter(([id]) => id !== event.step)) };
    case 'stands': {
      const { steps } = before;
      return event.line === undefined ? { steps } : { steps, status: event.line };
    }
    default:
      return before;
  }
}
