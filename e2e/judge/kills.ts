import type { VerdictFacts } from '../../helpers/report/results.ts';
import type { Verdict } from '../../helpers/report/verdict.ts';
import type { Mutant } from '../../scenarios/mutants.ts';
import type { Scenario } from '../../scenarios/vocabulary/index.ts';

/** What the scenarios said of the unmutated stand-in and of each mutant. */
export interface KillTable {
  unmutated: Unmutated;
  mutants: MutantFacts[];
}

/** The stand-in as it should be: whatever is red on it says nothing of a mutant. */
export interface Unmutated {
  pair: string;
  /** How many scenarios were judged. */
  judged: number;
  /** What was red, or had no verdict. */
  wrong: Seen[];
}

/** How a mutant fared. */
export interface MutantFacts {
  name: string;
  pair: string;
  /**
   * `killed`: by every scenario that has to, for its own reason, and by no other. `survived`: nothing that has to kill it
   * turned red. `not-as-expected`: something else. `undecided`: harness or machine failed, or the run was interrupted.
   */
  outcome: 'killed' | 'survived' | 'not-as-expected' | 'undecided';
  killers: KillerFacts[];
  /** Scenarios that turned red though nobody expected it of them, or had no verdict. */
  strays: Seen[];
}

/** How a scenario fared that has to kill a mutant. */
export interface KillerFacts extends Omit<Seen, 'verdict'> {
  how: 'killed' | 'missed' | 'other-reason' | 'undecided';
}

/** A verdict, as far as it counts here. */
export interface Seen {
  scenario: string;
  verdict: Verdict;
  reason: string;
}

/** What kills are judged by. */
export interface Proof {
  mutants: readonly Mutant[];
  scenarios: readonly Pick<Scenario, 'id' | 'control'>[];
  verdicts: readonly VerdictFacts[];
  /** The pair of the unmutated stand-in. */
  unmutated: string;
  /** The pair of a mutant, by its name. */
  pairOf: (mutant: string) => string;
}

/** From the verdicts of all pairs to what they say of the mutants. */
export function judgeKills({ mutants, scenarios, verdicts, unmutated, pairOf }: Proof): KillTable {
  const ofPair = (pair: string) => verdicts.filter(verdict => verdict.pair === pair);
  const plain = ofPair(unmutated);
  return {
    unmutated: { pair: unmutated, judged: plain.length, wrong: plain.filter(isWrong).map(seen) },
    mutants: mutants.map(mutant => {
      const pair = pairOf(mutant.name);
      return { name: mutant.name, pair, ...judgeMutant(mutant, ofPair(pair), scenarios) };
    }),
  };
}

function judgeMutant(
  { killers: wanted, elsewhere }: Mutant,
  verdicts: readonly VerdictFacts[],
  scenarios: Proof['scenarios'],
): Pick<MutantFacts, 'outcome' | 'killers' | 'strays'> {
  const killers = wanted.map(({ scenario, reason }): KillerFacts => {
    const verdict = verdicts.find(one => one.scenario === scenario);
    if (verdict === undefined) return { scenario, how: 'undecided', reason: 'it was not played' };
    return { scenario, how: howKilled(verdict, reason), reason: verdict.reason };
  });
  const killed = new Set(killers.filter(({ how }) => how === 'killed').map(({ scenario }) => scenario));
  /** A refusal whose control the mutant breaks has no verdict for that. */
  const lostItsControl = ({ scenario, verdict }: VerdictFacts) =>
    verdict === 'no-verdict' && killed.has(scenarios.find(({ id }) => id === scenario)?.control ?? '');
  const strays = verdicts
    .filter(isWrong)
    .filter(({ scenario }) => !wanted.some(killer => killer.scenario === scenario))
    .filter(({ scenario }) => !elsewhere?.test(scenario))
    .filter(verdict => !lostItsControl(verdict))
    .map(seen);
  return { outcome: outcomeOf(killers, strays), killers, strays };
}

function howKilled({ verdict, reason }: VerdictFacts, wanted: RegExp): KillerFacts['how'] {
  if (verdict === 'no-verdict') return 'undecided';
  if (verdict !== 'regression') return 'missed';
  return wanted.test(reason) ? 'killed' : 'other-reason';
}

function outcomeOf(killers: readonly KillerFacts[], strays: readonly Seen[]): MutantFacts['outcome'] {
  const some = (...hows: KillerFacts['how'][]) => killers.some(({ how }) => hows.includes(how));
  if (killers.every(({ how }) => how === 'missed')) return 'survived';
  if (some('missed', 'other-reason') || strays.some(({ verdict }) => verdict !== 'no-verdict'))
    return 'not-as-expected';
  return some('undecided') || strays.length > 0 ? 'undecided' : 'killed';
}

/** Red, or without a verdict. A record that is out of date says nothing here: records are about Fleet. */
function isWrong({ verdict }: Pick<VerdictFacts, 'verdict'>): boolean {
  return verdict === 'regression' || verdict === 'no-verdict';
}

function seen({ scenario, verdict, reason }: VerdictFacts): Seen {
  return { scenario, verdict, reason };
}

/**
 * The exit status of a proof: 130 interrupted; 1 where a mutant was not killed as it should be, or the unmutated stand-in
 * is red; 3 where something could not be judged, or nothing was; 0 otherwise.
 */
export function proofStatus({ unmutated, mutants }: KillTable, interrupted: boolean): 0 | 1 | 3 | 130 {
  if (interrupted) return 130;
  const failed = mutants.some(({ outcome }) => outcome === 'survived' || outcome === 'not-as-expected');
  if (failed || unmutated.wrong.some(({ verdict }) => verdict === 'regression')) return 1;
  const undecided = mutants.some(({ outcome }) => outcome === 'undecided');
  if (undecided || unmutated.wrong.length > 0 || unmutated.judged === 0 || mutants.length === 0) return 3;
  return 0;
}
