import type { VerdictFacts } from '../../helpers/report/results.ts';
import type { Verdict } from '../../helpers/report/verdict.ts';
import type { Expected, Fault } from './fault.ts';

/** What came of the scenarios under a fault. Times are milliseconds since the epoch. */
export interface Played {
  /** When the fault began and ended; absent where it could not be brought about. */
  there?: { from: number; until: number };
  verdicts: readonly VerdictFacts[];
  /** What failed around it: the run, the fault, or its end. */
  failures: readonly string[];
  /** What was said afterwards, without a fault. */
  control: Pick<VerdictFacts, 'verdict' | 'reason'>;
}

/** How the harness stood a fault. */
export interface FaultFacts {
  name: string;
  /** `undecided`: the fault, or the run, did not come about as it was meant. */
  outcome: 'as-expected' | 'not-as-expected' | 'undecided';
  /** When the fault began, ISO 8601, and for how many seconds it was there. */
  from?: string;
  seconds?: number;
  scenarios: ScenarioUnderFault[];
  failures: readonly string[];
  control: Played['control'];
}

/** What was said of one scenario. */
export interface ScenarioUnderFault {
  scenario: string;
  /**
   * `right`: the right verdict, in spite of the fault. `named`: none, and the cause stands with it. `wrong`: anything else.
   * `untouched`: the scenario had ended before the fault was there. `not-played`.
   */
  how: 'right' | 'named' | 'wrong' | 'untouched' | 'not-played';
  verdict?: Verdict;
  reason?: string;
}

/** Holds what was said under a fault against what may be said. */
export function judgeFault({ name, expected }: Fault, played: Played): FaultFacts {
  const { there, verdicts, failures, control } = played;
  const scenarios = Object.entries(expected).map(([scenario, may]): ScenarioUnderFault => {
    const facts = verdicts.find(verdict => verdict.scenario === scenario);
    if (facts === undefined) return { scenario, how: 'not-played' };
    const { verdict, reason } = facts;
    const touched = there !== undefined && endOf(facts) > there.from;
    return { scenario, how: touched ? howSaid(facts, may) : 'untouched', verdict, reason };
  });
  return {
    name,
    outcome: outcomeOf(scenarios, failures),
    ...(there && {
      from: new Date(there.from).toISOString(),
      seconds: Math.round((there.until - there.from) / 1000),
    }),
    scenarios,
    failures,
    control,
  };
}

function endOf({ startedAt = '', seconds }: VerdictFacts): number {
  return Date.parse(startedAt) + seconds * 1000;
}

function howSaid({ verdict, reason }: VerdictFacts, { right, cause }: Expected): ScenarioUnderFault['how'] {
  if (verdict === right) return 'right';
  return verdict === 'no-verdict' && cause?.test(reason) ? 'named' : 'wrong';
}

function outcomeOf(
  scenarios: readonly ScenarioUnderFault[],
  failures: readonly string[],
): FaultFacts['outcome'] {
  if (scenarios.some(({ how }) => how === 'wrong')) return 'not-as-expected';
  const decided = scenarios.every(({ how }) => how === 'right' || how === 'named');
  return decided && failures.length === 0 ? 'as-expected' : 'undecided';
}
