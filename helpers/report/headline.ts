import { cellsOf, countsOf } from './matrix.ts';
import type { Results } from './results.ts';
import type { Colourizer } from './table.ts';
import { isRed, type Verdict } from './verdict.ts';

/** The run's verdict in one sentence. */
export function headline(results: Results): string {
  const cells = cellsOf(results);
  const planned = cells.length;
  const judged = cells.filter(cell => cell.judged).length;
  const counted = countsInWords(results);
  const detail = counted === '' ? '' : `: ${counted}`;
  if (results.run.interrupted) return `Interrupted, ${judged} of ${planned} judged${detail}.`;
  if (judged === 0) return 'Nothing was judged.';
  return `${outcome(results)}${detail}${judged < planned ? `, ${planned - judged} not run` : ''}.`;
}

/** How many verdicts of each kind there are: `40 hold, 12 known to fail`; empty where there are none. */
export function countsInWords(
  results: Pick<Results, 'verdicts'>,
  paint: Colourizer['verdict'] = (_, text) => text,
): string {
  return countsOf(results)
    .map(({ verdict, count }) => paint(verdict, `${count} ${IN_WORDS[verdict]}`))
    .join(', ');
}

const IN_WORDS: Record<Verdict, string> = {
  regression: 'not met and unexplained',
  'no-verdict': 'without a verdict',
  fixed: 'better than recorded',
  'known-defect': 'known to fail',
  holds: 'hold',
  'not-applicable': 'not applicable',
};

function outcome({ run, verdicts }: Results): string {
  if (verdicts.some(({ verdict }) => verdict === 'regression')) return 'Regression';
  if (verdicts.some(({ verdict }) => isRed(verdict, run.staleRecords))) return 'Records are out of date';
  if (verdicts.some(({ verdict }) => verdict === 'no-verdict'))
    return 'Incomplete, the harness or the machine failed';
  return 'No regression';
}
