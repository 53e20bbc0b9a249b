import { type Comparison, compareResults } from '../../helpers/report/compare/compare.ts';
import { comparisonMarkdown } from '../../helpers/report/compare/markdown.ts';
import { comparisonText } from '../../helpers/report/compare/text.ts';
import { comparisonPage } from '../../helpers/report/page/comparison.ts';
import { readResults } from '../../helpers/report/read.ts';

const FORMATS: Record<CompareFormat, (comparison: Comparison) => string> = {
  text: comparisonText,
  markdown: comparisonMarkdown,
  html: comparisonPage,
};

export type CompareFormat = 'text' | 'markdown' | 'html';

/** How two runs are compared. */
export interface CompareFlags {
  format: CompareFormat;
  /** From how many times as long on a scenario counts as slower. */
  slower: number;
}

/**
 * Prints what changed from one run to another. Gives the exit status: 1 when something is newly red.
 * @throws HarnessError `config` when there are no such results
 */
export async function compareCommand(
  [before, after]: readonly [string, string],
  { format, slower }: CompareFlags,
  write: (line: string) => void,
): Promise<number> {
  const [earlier, later] = await Promise.all([readResults(before), readResults(after)]);
  const comparison = compareResults(earlier, later, { slowerBy: slower });
  write(FORMATS[format](comparison).trimEnd());
  return comparison.changes.some(({ kind }) => kind === 'new-red') ? 1 : 0;
}
