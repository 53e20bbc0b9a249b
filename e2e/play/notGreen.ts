import type { VerdictFacts } from '../../helpers/report/results.ts';
import { isRed, type StaleRecords } from '../../helpers/report/verdict.ts';

/** Turns a verdict that must not pass into a failed test, so that vitest alone shows it as well. */
export class NotGreen extends Error {
  override readonly name = 'NotGreen';

  /** @throws NotGreen for a red verdict, and where there is none. */
  static throwUnlessGreen(facts: VerdictFacts, staleRecords: StaleRecords): void {
    if (isRed(facts.verdict, staleRecords) || facts.verdict === 'no-verdict') {
      throw new NotGreen(`${facts.verdict}: ${facts.reason}`);
    }
  }
}
