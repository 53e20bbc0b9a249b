import { clock } from '../process/progress.ts';
import type { RunFacts } from './results.ts';

/**
 * How long a run took, as `4:05`. Of merged runs it is the time in which any of them was under way: machines that played at
 * once did so in the time of the longest, and the hours between two runs on one machine are not part of either.
 */
export function tookOf({ parts, ...run }: Pick<RunFacts, 'startedAt' | 'endedAt' | 'parts'>): string {
  const spans = (parts ?? [run])
    .map(({ startedAt, endedAt }) => ({ from: Date.parse(startedAt), to: Date.parse(endedAt) }))
    .toSorted((a, b) => a.from - b.from);
  let covered = 0;
  let until = 0;
  for (const { from, to } of spans) {
    covered += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return clock(covered);
}
