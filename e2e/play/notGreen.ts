import type { VerdictFacts } from '../../helpers/report/results.ts';
import { isRed, type StaleRecords } from '../../helpers/report/verdict.ts';

/** Whether a verdict may pass: it is one, and not red. */
export function isGreen({ verdict }: Pick<VerdictFacts, 'verdict'>, staleRecords: StaleRecords): boolean {
  return !isRed(verdict, staleRecords) && verdict !== 'no-verdict';
}

/** Turns a verdict that must not pass into a failed test, so that vitest alone shows it as well. */
export class NotGreen extends Error {
  override readonly name = 'NotGreen';

  /** @throws NotGreen for a red verdict, and where there is none. */
  static throwUnlessGreen(facts: VerdictFacts, staleRecords: StaleRecords): void {
    if (!isGreen(facts, staleRecords)) throw new NotGreen(`${facts.verdict}: ${facts.reason}`);
  }
}
