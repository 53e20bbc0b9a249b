import { countsInWords } from '../helpers/report/headline.ts';
import type { VerdictFacts } from '../helpers/report/results.ts';
import type { Colourizer } from '../helpers/report/table.ts';

/** How far the judging has come. */
export interface Judging {
  /** How many scenarios are to be judged, over all pairs. */
  planned: number;
  verdicts: VerdictFacts[];
  /** The scenarios under way. */
  running: readonly string[];
}

/** How far the judging has come, in one line, the most telling first since it may be cut off. */
export function judgedLine({ planned, verdicts, running }: Judging, colours: Colourizer): string {
  const counts = countsInWords({ verdicts }, colours.verdict);
  const underWay = running.length === 0 ? '' : colours.dim(`; running: ${running.join(', ')}`);
  return `${verdicts.length} of ${planned} judged${counts && `: ${counts}`}${underWay}`;
}
