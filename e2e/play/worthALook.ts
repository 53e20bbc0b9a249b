import type { VerdictFacts } from '../../helpers/report/results.ts';
import type { StaleRecords } from '../../helpers/report/verdict.ts';
import { isGreen } from './notGreen.ts';

/** Whether what a scenario made is of use to whoever wants to look: it did not hold, be that known or not. */
export function isWorthALook(facts: Pick<VerdictFacts, 'verdict'>, staleRecords: StaleRecords): boolean {
  return facts.verdict === 'known-defect' || !isGreen(facts, staleRecords);
}
