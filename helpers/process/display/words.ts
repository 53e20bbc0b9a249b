import { clock, type ProgressEvent } from '../progress.ts';
import type { Colours } from './look.ts';
import type { StepUnderWay } from './underWay.ts';

/** How lines are worded. */
export interface Wording {
  /** When the run began, milliseconds since the epoch: the time before each line counts from it. */
  startedAt: number;
  colours: Colours;
}

/** The line that an event leaves for good; undefined for what is only shown while it lasts. */
export function lastingLine(event: ProgressEvent, wording: Wording): string | undefined {
  const { colours } = wording;
  switch (event.kind) {
    case 'said':
      return stamped(event.at, event.line, wording);
    case 'warned':
      return stamped(event.at, colours.yellow(event.line), wording);
    case 'ended': {
      const { name, startedAt, endedAt, ok } = event.span;
      const outcome = ok ? colours.green('done') : colours.bold(colours.red('FAILED'));
      return stamped(event.at, `${name}: ${outcome} in ${clock(endedAt - startedAt)}`, wording);
    }
    case 'retried':
      return stamped(event.at, colours.dim(`again: ${event.what} (${event.why})`), wording);
    case 'ran': {
      const { command, seconds, exitCode } = event;
      const ended = exitCode === undefined ? 'no exit status' : `exit status ${exitCode}`;
      return stamped(event.at, colours.dim(`$ ${command} (${ended}, ${seconds.toFixed(1)} s)`), wording);
    }
    default:
      return undefined;
  }
}

/** A line with the time before it. */
export function stamped(at: number, line: string, { startedAt, colours }: Wording): string {
  return `${colours.dim(`[${clock(at - startedAt)}]`)} ${line}`;
}

/** How long a step will still take, as far as that is known, and what it is doing: what comes after its name. */
export function howFar({ startedAt, estimateSeconds, note }: StepUnderWay, now: number): string {
  const doing = note ? `: ${note}` : '';
  if (estimateSeconds === undefined) return doing;
  const left = startedAt + estimateSeconds * 1000 - now;
  return left > 0
    ? `, about ${clock(left)} left${doing}`
    : `, longer than the usual ${clock(estimateSeconds * 1000)}${doing}`;
}
