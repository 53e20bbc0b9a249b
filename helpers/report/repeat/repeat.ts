import { noticeOf, type Results, type VerdictFacts } from '../results.ts';
import { VERDICT_ORDER, type Verdict } from '../verdict.ts';

/** The same, run several times: as `repeat-<id>.json` holds it. Durations are seconds. */
export interface Repeated {
  schema: 1;
  /** Said first where Fleet was not tested. */
  notice?: string;
  /** How many times it was to be run. */
  asked: number;
  repetitions: Repetition[];
  /** Every scenario with every pair, those that differ first, then those that may. */
  cells: RepeatedCell[];
}

/** One of the runs. */
export interface Repetition {
  /** How it ended: the exit status. */
  status: number;
  /** Its id; absent, with all that follows, where it ended before it had results. */
  run?: string;
  seconds?: number;
  /** The id of the world that was up and that it was played in; absent where it made one of its own. */
  world?: string;
  interrupted?: boolean;
}

/** What the runs say of a scenario with a pair. */
export interface RepeatedCell {
  scenario: string;
  pair: string;
  outcome: RepeatOutcome;
  /** Most urgent first. */
  verdicts: RepeatedVerdict[];
}

/**
 * Whether all said the same: `intermittent` where the requirement held at times, and else failed as a record says that
 * it does at times.
 */
export type RepeatOutcome = 'equal' | 'intermittent' | 'different';

/** A verdict of several runs. */
export interface RepeatedVerdict {
  verdict: Verdict;
  /** The ids of the runs. */
  runs: string[];
  /** That of the first of them. */
  reason: string;
  /** The issue of the first one's record. */
  issue?: string;
}

/** A run that has ended: what is kept of its results, of which there may be none. */
export interface EndedRun {
  status: number;
  results?: Pick<Results, 'pairs' | 'run'> & { verdicts: readonly RepeatableVerdict[] };
}

type RepeatableVerdict = Pick<VerdictFacts, 'scenario' | 'pair' | 'verdict' | 'reason' | 'record'>;

/**
 * What runs of the same say together. What one of them did not judge is only told of the others; an interrupted one has
 * judged a part alone, and says nothing here.
 */
export function repeatedOf(asked: number, runs: readonly EndedRun[]): Repeated {
  const results = runs.flatMap(one => one.results ?? []);
  const notice = results.map(noticeOf)[0];
  const whole = results.filter(({ run }) => !run.interrupted);
  const told = whole.flatMap(({ run, verdicts }) => verdicts.map(verdict => ({ run: run.id, ...verdict })));
  const byCell = Map.groupBy(told, ({ scenario, pair }) => JSON.stringify([scenario, pair]));
  const cells = [...byCell.values()].map(cellOf);
  return {
    schema: 1,
    ...(notice !== undefined && { notice }),
    asked,
    repetitions: runs.map(repetitionOf),
    cells: OUTCOMES.flatMap(outcome => cells.filter(cell => cell.outcome === outcome)),
  };
}

const OUTCOMES: readonly RepeatOutcome[] = ['different', 'intermittent', 'equal'];

/**
 * The exit status of all together: that of the worst, and 1 where they say different things that no record calls
 * intermittent. Interrupted wins over all, and wrong use over what was judged before it.
 */
export function repeatStatus({ repetitions, cells }: Pick<Repeated, 'repetitions' | 'cells'>): number {
  const statuses = repetitions.map(({ status }) => status);
  const all = cells.some(({ outcome }) => outcome === 'different') ? [...statuses, 1] : statuses;
  return WORST_FIRST.find(status => all.includes(status)) ?? 0;
}

const WORST_FIRST: readonly number[] = [130, 2, 1, 3];

function repetitionOf({ status, results }: EndedRun): Repetition {
  if (results === undefined) return { status };
  const { id, startedAt, endedAt, world, interrupted } = results.run;
  return {
    status,
    run: id,
    seconds: Math.round((Date.parse(endedAt) - Date.parse(startedAt)) / 1000),
    ...(world && { world: world.id }),
    ...(interrupted && { interrupted }),
  };
}

/** @param told what the runs say of it: one of them at least. */
function cellOf(told: readonly (RepeatableVerdict & { run: string })[]): RepeatedCell {
  const { scenario, pair } = told[0] as RepeatableVerdict;
  const verdicts = VERDICT_ORDER.flatMap(verdict => {
    const same = told.filter(one => one.verdict === verdict);
    const [one] = same;
    if (one === undefined) return [];
    const { reason, record } = one;
    return [{ verdict, runs: same.map(({ run }) => run), reason, ...(record && { issue: record.issue }) }];
  });
  return { scenario, pair, outcome: outcomeOf(told), verdicts };
}

function outcomeOf(told: readonly RepeatableVerdict[]): RepeatOutcome {
  if (new Set(told.map(({ verdict }) => verdict)).size === 1) return 'equal';
  const mayDiffer = ({ verdict, record }: RepeatableVerdict) =>
    verdict === 'holds' || (verdict === 'known-defect' && record?.intermittent === true);
  return told.every(mayDiffer) ? 'intermittent' : 'different';
}
