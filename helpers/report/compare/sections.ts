import type { RunFacts } from '../results.ts';
import { tookOf } from '../took.ts';
import type { Verdict } from '../verdict.ts';
import { CHANGE_KINDS, type Change, type ChangeKind, type Comparison } from './compare.ts';

/** The changes of one kind, in words that every format shows. */
export interface Section {
  title: string;
  /** How many changes there are of the kind. */
  count: number;
  items: Item[];
}

/** One change in words, or the same of many scenarios that one of the runs did not play. */
export interface Item {
  /** Its id, or how many they are. */
  scenario: string;
  /** `0.16.1/0.12.4`, with what it is compared with where that is another. */
  pair: string;
  before: Verdict | undefined;
  after: Verdict | undefined;
  /** Reasons or times that tell the change. */
  lines: { label: string; text: string }[];
}

const TITLES: Record<Exclude<ChangeKind, 'slower'>, string> = {
  'new-red': 'New red',
  'no-longer-judged': 'No longer judged',
  'newly-fixed': 'Newly fixed',
  'changed-verdict': 'Other verdict',
  'changed-reason': 'Other reason',
  'newly-covered': 'Newly covered',
};

/** The comparison by kind of change, without those that there are none of. */
export function sectionsOf(comparison: Comparison): Section[] {
  return CHANGE_KINDS.map(kind => {
    const changes = comparison.changes.filter(change => change.kind === kind);
    return { title: titleOf(kind, comparison), count: changes.length, items: folded(changes.map(itemOf)) };
  }).filter(({ count }) => count > 0);
}

/** The comparison in one sentence. */
export function comparisonHeadline(comparison: Comparison): string {
  const counted = sectionsOf(comparison).map(
    ({ title, count }) => `${count} ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
  );
  const compared = `${comparison.compared} compared`;
  return counted.length === 0 ? `Nothing changed, ${compared}.` : `${counted.join(', ')}; ${compared}.`;
}

/** The two runs, and the pairs that stand for each other, a line each. */
export function comparedRuns({ before, after, replaced, pace }: Comparison): string[] {
  const slower = pace < 1.1 ? '' : `; half of the scenarios took ${pace.toFixed(1)}x as long or more`;
  return [
    `before: ${runInWords(before)}`,
    `after: ${runInWords(after)}${slower}`,
    ...replaced.map(
      match => `${match.before} is compared with ${match.after}, which stands in its place in the later run`,
    ),
  ];
}

function runInWords({ id, interrupted, ...run }: RunFacts): string {
  return `${id}, ${run.startedAt.slice(0, 10)}, took ${tookOf(run)}${interrupted ? ', interrupted' : ''}`;
}

function titleOf(kind: ChangeKind, { slowerBy, pace }: Comparison): string {
  if (kind !== 'slower') return TITLES[kind];
  return `Slower by more than ${slowerBy}x${pace < 1.1 ? '' : ' the pace of all'}`;
}

function itemOf(change: Change): Item {
  const { kind, scenario, pair, before, after } = change;
  return {
    scenario,
    pair: before && before.pair !== pair ? `${pair} (before: ${before.pair})` : pair,
    before: before?.verdict,
    after: after?.verdict,
    lines: kind === 'slower' ? timesOf(change) : reasonsOf(change),
  };
}

/** From so many on, scenarios that one of the runs did not play are told together. */
const FOLDED_FROM = 4;

/** A run of a part, or of another pair, is not told scenario by scenario: what was not played has nothing else to tell. */
function folded(items: readonly Item[]): Item[] {
  const groups = Object.values(Object.groupBy(items, keyOfFold)) as Item[][];
  return groups.flatMap(group => {
    const [first] = group;
    return first === undefined || !isFoldable(first) || group.length < FOLDED_FROM
      ? group
      : [
          {
            ...first,
            scenario: `${group.length} scenarios`,
            lines: [{ label: 'which', text: group.map(({ scenario }) => scenario).join(', ') }],
          },
        ];
  });
}

function isFoldable({ before, after, lines }: Item): boolean {
  return (before === undefined || after === undefined) && lines.length === 0;
}

function keyOfFold(item: Item): string {
  const { scenario, pair, before, after } = item;
  return JSON.stringify(isFoldable(item) ? [pair, before, after] : [pair, scenario]);
}

function timesOf({ before, after }: Change): Item['lines'] {
  return [{ label: 'took', text: `${before?.seconds ?? 0} s before, ${after?.seconds ?? 0} s now` }];
}

/**
 * Why it is not as it should be, on both sides; what holds needs no reason, nor what was not played again, nor why there
 * was no verdict once.
 */
function reasonsOf({ kind, before, after }: Change): Item['lines'] {
  if (after === undefined) return [];
  return [
    { label: 'before', judged: kind === 'newly-covered' ? undefined : before },
    { label: 'now', judged: after },
  ].flatMap(({ label, judged }) =>
    judged === undefined || judged.verdict === 'holds' ? [] : [{ label, text: judged.reason }],
  );
}
