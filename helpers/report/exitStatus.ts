import type { VerdictFacts } from './results.ts';
import { isRed, type StaleRecords } from './verdict.ts';

/** What besides the verdicts decides the exit status. */
export interface ExitStatusOptions {
  staleRecords: StaleRecords;
  interrupted: boolean;
}

/**
 * The exit status of a run: 130 interrupted, 1 a red verdict, 3 a no-verdict, 0 otherwise. Interrupted wins over all,
 * because the verdicts of a part of the plan are not the run's; red wins over a no-verdict. A run that judged nothing
 * proved nothing and ends with 3.
 */
export function exitStatus(
  verdicts: readonly Pick<VerdictFacts, 'verdict'>[],
  { staleRecords, interrupted }: ExitStatusOptions,
): 0 | 1 | 3 | 130 {
  if (interrupted) return 130;
  if (verdicts.some(({ verdict }) => isRed(verdict, staleRecords))) return 1;
  if (verdicts.length === 0 || verdicts.some(({ verdict }) => verdict === 'no-verdict')) return 3;
  return 0;
}
