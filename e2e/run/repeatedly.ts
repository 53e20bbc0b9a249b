import { relative } from 'node:path';
import { headline } from '../../helpers/report/headline.ts';
import { type EndedRun, repeatedOf, repeatStatus } from '../../helpers/report/repeat/repeat.ts';
import { repeatedText } from '../../helpers/report/repeat/text.ts';
import { writeRepeated } from '../../helpers/report/repeat/write.ts';
import { terminalColours } from '../../helpers/report/terminalColours.ts';
import { terminalWidth } from '../terminalWidth.ts';
import type { Performed } from './perform.ts';

/** One run from its opening to its clean-up, which has told what it has to tell: how it ended, and its results, if any. */
export type PerformOnce = (performed: (run: Performed) => void) => Promise<number>;

/** Wrong use is wrong the next time too, and who interrupts one run means them all. */
const ENDS_ALL: readonly number[] = [2, 130];

/**
 * Performs a run several times, one after the other, and tells whether all said the same. What they say together is
 * written after each, so that what a kill leaves is true as far as it goes.
 * @returns the exit status of all together.
 */
export async function performRepeatedly(
  { times, resultsRoot }: { times: number; resultsRoot: string },
  once: PerformOnce,
  write: (line: string) => void,
): Promise<number> {
  const ended: EndedRun[] = [];
  let file: string | undefined;
  do {
    write(`Repetition ${ended.length + 1} of ${times}`);
    let told: Pick<EndedRun, 'results'> = {};
    const status = await once(({ results, folder }) => {
      told = { results: whatIsKept(results) };
      write('');
      write(headline(results));
      write(`Results: ${relative(process.cwd(), folder)}`);
    });
    ended.push({ status, ...told });
    file = writeRepeated(repeatedOf(times, ended), resultsRoot);
  } while (ended.length < times && !ENDS_ALL.includes(ended.at(-1)?.status ?? 0));
  const repeated = repeatedOf(times, ended);
  write('');
  write(repeatedText(repeated, { colours: terminalColours(), width: terminalWidth() }));
  if (file !== undefined)
    write(`Results: ${relative(process.cwd(), file)}, and a folder for each run beside it`);
  return repeatStatus(repeated);
}

/** The witnesses and spans of many runs would only fill the memory. */
function whatIsKept({ pairs, run, verdicts }: Performed['results']): NonNullable<EndedRun['results']> {
  return {
    pairs,
    run,
    verdicts: verdicts.map(({ scenario, pair, verdict, reason, record }) => ({
      ...{ scenario, pair, verdict, reason },
      ...(record && { record }),
    })),
  };
}
