import cliTruncate from 'cli-truncate';
import { clock } from '../progress.ts';
import type { StepUnderWay, UnderWay } from './underWay.ts';
import { howFar, stamped, type Wording } from './words.ts';

/** The room that there is, and the time, milliseconds since the epoch. */
export interface Room {
  width: number;
  height: number;
  now: number;
}

/** What is under way as lines that fit: a line for each step, and beneath them how the whole stands. */
export function regionLines(
  { steps, status }: UnderWay,
  { width, height, now }: Room,
  wording: Wording,
): string[] {
  const standing = status === undefined ? [] : [stamped(now, status, wording)];
  const shown = fitting([...steps.values()], Math.max(0, height - standing.length));
  return [
    ...shown.map(step => (typeof step === 'string' ? step : stepLine(step, now, wording))),
    ...standing.slice(0, height),
  ].map(line => cliTruncate(line, width));
}

/** As many as there are rows for; those that began last are counted where there are too few. */
function fitting(steps: StepUnderWay[], rows: number): (StepUnderWay | string)[] {
  if (steps.length <= rows) return steps;
  const shown = steps.slice(0, Math.max(0, rows - 1));
  return [...shown, `        and ${steps.length - shown.length} more steps`].slice(0, rows);
}

function stepLine(step: StepUnderWay, now: number, { colours }: Wording): string {
  const elapsed = clock(now - step.startedAt).padStart(7);
  return `${colours.cyan(elapsed)} ${colours.bold(step.name)}${colours.dim(howFar(step, now))}`;
}
