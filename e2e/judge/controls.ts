import type { Verdict } from '../../helpers/report/verdict.ts';
import type { Scenario } from '../../scenarios/vocabulary/index.ts';

/** A verdict that may depend on another scenario of the same pair. */
interface Judged {
  scenario: string;
  pair: string;
  verdict: Verdict;
  reason: string;
}

/**
 * A refusal counts only when its control accepted the same endpoint: where the control did not hold, the refusal
 * may be the endpoint's fault and has no verdict. What is red stays red.
 */
export function settleControls<T extends Judged>(
  verdicts: readonly T[],
  scenarios: readonly Scenario[],
): T[] {
  return verdicts.map(verdict => {
    const control = scenarios.find(scenario => scenario.id === verdict.scenario)?.control;
    if (control === undefined || verdict.verdict !== 'holds') return verdict;
    const accepted = verdicts.find(other => other.scenario === control && other.pair === verdict.pair);
    if (accepted?.verdict === 'holds' || accepted?.verdict === 'fixed') return verdict;
    const how = accepted === undefined ? 'did not run' : `is ${accepted.verdict}`;
    return { ...verdict, verdict: 'no-verdict', reason: `refused, but its control ${control} ${how}` };
  });
}
