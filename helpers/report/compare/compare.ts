import { noticeOf, type PairFacts, type Results, type RunFacts, type VerdictFacts } from '../results.ts';
import { isRed, type Verdict } from '../verdict.ts';
import { type MatchedPair, matchPairs } from './matchPairs.ts';
import { steadyReason } from './steadyReason.ts';

/** What changed of a scenario with a pair between two runs, what matters most first. */
export const CHANGE_KINDS = [
  'new-red',
  'no-longer-judged',
  'newly-fixed',
  'changed-verdict',
  'changed-reason',
  'newly-covered',
  'slower',
] as const;

export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** A scenario and a pair that differ between two runs; a side that was not run is absent. */
export interface Change {
  kind: ChangeKind;
  scenario: string;
  /** In the later run, or in the earlier one where the later has none. */
  pair: string;
  before?: VerdictFacts;
  after?: VerdictFacts;
}

/** What changed from one run to another. */
export interface Comparison {
  before: RunFacts;
  after: RunFacts;
  /** Said first where one of the two did not test Fleet. */
  notice?: string;
  /** Pairs of other versions that were compared because the later stands in the place of the earlier. */
  replaced: { before: string; after: string }[];
  /** By kind, and within it in the order of the later run. */
  changes: Change[];
  /** How many scenarios with pairs both runs judged. */
  compared: number;
  /** The factor from which a scenario counts as slower, beside the pace of all. */
  slowerBy: number;
  /** How many times as long the later run's scenarios took, by their median; 1 where they were no slower, or are too few. */
  pace: number;
}

/** How runs are compared. */
export interface CompareOptions {
  /** A scenario that took more than so many times as long as the pace of all, with the same verdict, is slower. 2 by default. */
  slowerBy?: number;
}

/** Below this many seconds more, a scenario is not slower: a machine is never quite even. */
const LEAST_SECONDS = 5;

/** From so many scenarios on their median tells a busier machine, which slows all of them, from a scenario that is slower. */
const LEAST_FOR_PACE = 10;

/** What changed from the earlier run to the later one. */
export function compareResults(
  before: Results,
  after: Results,
  { slowerBy = 2 }: CompareOptions = {},
): Comparison {
  const matches = matchPairs(before.pairs, after.pairs);
  const cells = cellsOfBoth(before, after, matches);
  const runIds = [before, after].flatMap(({ run }) => [run, ...(run.parts ?? [])]).flatMap(idsIn);
  const notice = noticeOf(before) ?? noticeOf(after);
  const pace = paceOf(cells);
  const changes = cells.flatMap(cell => {
    const kinds = [
      kindOf(cell, [before.run, after.run], runIds),
      ...(isSlower(cell, slowerBy * pace) ? ['slower' as const] : []),
    ];
    return kinds.flatMap(kind => (kind === undefined ? [] : [{ kind, ...cell }]));
  });
  return {
    before: before.run,
    after: after.run,
    ...(notice !== undefined && { notice }),
    replaced: matches
      .map(match => ({ before: match.before.id, after: match.after.id }))
      .filter(match => match.before !== match.after),
    changes: CHANGE_KINDS.flatMap(kind => changes.filter(change => change.kind === kind)),
    compared: cells.filter(cell => saysSomething(cell.before) && saysSomething(cell.after)).length,
    slowerBy,
    pace,
  };
}

type Cell = Omit<Change, 'kind'>;

/** Every scenario with every pair of the two runs, in the order of the later one. */
function cellsOfBoth(before: Results, after: Results, matches: readonly MatchedPair[]): Cell[] {
  const [earlier, later] = [verdictsByCell(before), verdictsByCell(after)];
  const scenarios = [...new Set([...after.scenarios, ...before.scenarios].map(({ id }) => id))];
  const gone = before.pairs.filter(pair => !matches.some(match => match.before === pair));
  const pairs: { before?: PairFacts; after?: PairFacts }[] = [
    ...after.pairs.map(pair => matches.find(match => match.after === pair) ?? { after: pair }),
    ...gone.map(pair => ({ before: pair })),
  ];
  return scenarios.flatMap(scenario =>
    pairs.map(pair => {
      const own = pair.before && earlier.get(keyOf(scenario, pair.before.id));
      const now = pair.after && later.get(keyOf(scenario, pair.after.id));
      return {
        scenario,
        pair: (pair.after ?? pair.before)?.id ?? '',
        ...(own && { before: own }),
        ...(now && { after: now }),
      };
    }),
  );
}

function verdictsByCell({ verdicts }: Results): Map<string, VerdictFacts> {
  return new Map(verdicts.map(judged => [keyOf(judged.scenario, judged.pair), judged]));
}

function keyOf(scenario: string, pair: string): string {
  return JSON.stringify([scenario, pair]);
}

/** The ids that the names of a run's objects carry: its own, or that of the world that it was played in. */
function idsIn({ id, world }: Pick<RunFacts, 'id' | 'world'>): string[] {
  return [id, ...(world ? [world.id] : [])];
}

function kindOf(
  { before, after }: Cell,
  [earlier, later]: [RunFacts, RunFacts],
  runIds: readonly string[],
): ChangeKind | undefined {
  if (after && isRed(after.verdict, later.staleRecords)) {
    if (!before || !isRed(before.verdict, earlier.staleRecords)) return 'new-red';
  }
  if (saysSomething(before) !== saysSomething(after))
    return saysSomething(after) ? 'newly-covered' : 'no-longer-judged';
  if (!before || !after) return undefined;
  if (before.verdict !== after.verdict)
    return !isMet(before.verdict) && isMet(after.verdict) ? 'newly-fixed' : 'changed-verdict';
  const sameReason = steadyReason(before.reason, runIds) === steadyReason(after.reason, runIds);
  return isMet(after.verdict) || sameReason ? undefined : 'changed-reason';
}

/** Whether a verdict says anything of Fleet. */
function saysSomething(judged: VerdictFacts | undefined): judged is VerdictFacts {
  return judged !== undefined && judged.verdict !== 'no-verdict' && judged.verdict !== 'not-applicable';
}

function isMet(verdict: Verdict): boolean {
  return verdict === 'holds' || verdict === 'fixed';
}

function isSlower(cell: Cell, factor: number): boolean {
  if (!isSameVerdict(cell)) return false;
  const { before, after } = cell;
  return after.seconds > before.seconds * factor && after.seconds - before.seconds >= LEAST_SECONDS;
}

function paceOf(cells: readonly Cell[]): number {
  const ratios = cells
    .filter(isSameVerdict)
    .map(({ before, after }) => after.seconds / Math.max(before.seconds, 0.1))
    .toSorted((a, b) => a - b);
  if (ratios.length < LEAST_FOR_PACE) return 1;
  return Math.max(1, ratios[Math.floor(ratios.length / 2)] ?? 1);
}

function isSameVerdict(cell: Cell): cell is Required<Cell> {
  return saysSomething(cell.before) && cell.after?.verdict === cell.before.verdict;
}
