import type { Verdict } from '../../helpers/report/verdict.ts';
import type { Scenario } from '../../scenarios/vocabulary/index.ts';
import { type Judgement, nothingOfFleet, type Observation } from './judge.ts';
import { machineOf, type OwnTrouble } from './machine.ts';

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

/**
 * A refusal that holds, with what was seen of the agent that is its control: where that was not accepted, there is no
 * verdict, and where nothing but the machine stood in the control's way, that is named.
 */
export function withControl(
  refusal: Judgement,
  control: Observation,
  ownTroubles: readonly OwnTrouble[] = [],
): Judgement {
  const { met, saw } = control;
  const restsOn = {
    observations: [...(refusal.observations ?? []), control],
    witnesses: [...refusal.witnesses, ...control.witnesses],
  };
  if (met) return { ...refusal, reason: `${refusal.reason}; ${saw}`, ...restsOn };
  const reason = `refused, but its control was not accepted: ${saw}`;
  const machine = machineOf(saw, ownTroubles);
  return { verdict: 'no-verdict', reason: machine ? nothingOfFleet(machine, reason) : reason, ...restsOn };
}
