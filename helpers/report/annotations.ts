import { notableOf } from './matrix.ts';
import { type Results, titleOf } from './results.ts';
import { oneLine } from './text.ts';
import { isRed, type StaleRecords, type Verdict } from './verdict.ts';

/**
 * What a job of GitHub Actions prints so that GitHub marks it: an error for each red verdict, a warning for each
 * no-verdict, with the reason. GitHub shows ten of each kind for a step, so the most urgent come first.
 */
export function annotations(results: Results): string[] {
  return notableOf(results).flatMap(({ scenario, pair, verdict, reason }) => {
    const level = levelOf(verdict, results.run.staleRecords);
    if (level === undefined) return [];
    const title = titleOf(`${scenario} with ${pair}`, results);
    return [`::${level} title=${property(title)}::${data(`${verdict}: ${reason}`)}`];
  });
}

function levelOf(verdict: Verdict, staleRecords: StaleRecords): 'error' | 'warning' | undefined {
  if (isRed(verdict, staleRecords)) return 'error';
  return verdict === 'no-verdict' ? 'warning' : undefined;
}

/** Text of others as a command's data; of what GitHub gives a meaning there, one line has the percent sign alone. */
function data(text: string): string {
  return oneLine(text).replaceAll('%', '%25');
}

/** The same as one of its properties. */
function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
