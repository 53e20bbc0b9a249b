import { clock } from '../../process/progress.ts';
import { noColours, type TableOptions } from '../table.ts';
import { oneLine, wrap } from '../text.ts';
import type { Repeated, RepeatedCell, RepeatOutcome, Repetition } from './repeat.ts';

/** What runs of the same say together, for a terminal: what was not the same each time with the number of each. */
export function repeatedText(
  repeated: Repeated,
  { colours = noColours, width = 80 }: TableOptions = {},
): string {
  const { notice, cells } = repeated;
  const marked = notice === undefined ? [] : [wrap(notice, width).map(colours.alarm)];
  const cellLines = ({ scenario, pair, outcome, verdicts }: RepeatedCell) => [
    `${OUTCOMES[outcome]}  ${oneLine(`${scenario} with ${pair}`)}: ${verdicts
      .map(({ verdict, runs }) => colours.verdict(verdict, `${runs.length} ${verdict}`))
      .join(', ')}`,
    ...verdicts
      .filter(({ verdict }) => verdict !== 'holds')
      .flatMap(({ verdict, runs: [first = ''], reason, issue }) =>
        wrap(`${verdict} in ${first}${issue === undefined ? '' : `, ${issue}`}: ${reason}`, width - 4),
      )
      .map(line => `    ${line}`),
  ];
  const blocks = [
    ...marked,
    ...cells.filter(({ outcome }) => outcome !== 'equal').map(cellLines),
    wrap(repeatedHeadline(repeated), width),
    ...marked,
  ];
  return `${blocks.map(lines => lines.join('\n')).join('\n\n')}\n`;
}

const OUTCOMES: Record<RepeatOutcome, string> = {
  different: 'different',
  intermittent: 'at times',
  equal: 'the same',
};

/** What they say together in a sentence or two. */
export function repeatedHeadline({ asked, repetitions, cells }: Repeated): string {
  const count = (wanted: RepeatOutcome) => cells.filter(({ outcome }) => outcome === wanted).length;
  const parts = [
    `${count('equal')} of ${cells.length} cells the same each time`,
    ...(count('intermittent') > 0 ? [`${count('intermittent')} that a record calls intermittent`] : []),
    ...(count('different') > 0 ? [`${count('different')} different`] : []),
  ];
  const whole = repetitions.filter(({ run, interrupted }) => run !== undefined && !interrupted);
  return [`${playedInWords(asked, whole)}: ${parts.join(', ')}.`, ...tookInWords(whole)].join(' ');
}

function playedInWords(asked: number, whole: readonly Repetition[]): string {
  const worlds = new Set(whole.flatMap(({ world }) => world ?? []));
  const fresh = whole.filter(({ world }) => world === undefined).length;
  const where = [
    ...(fresh > 0 ? [fresh === 1 ? 'one in a world of its own' : `${fresh} in fresh worlds`] : []),
    ...[...worlds].map(
      id => `${whole.filter(({ world }) => world === id).length} in world ${id}, which was up`,
    ),
  ];
  return `Played ${whole.length} of ${asked} times${where.length === 0 ? '' : ` (${where.join('; ')})`}`;
}

function tookInWords(whole: readonly Repetition[]): string[] {
  const seconds = whole.flatMap(one => one.seconds ?? []);
  if (seconds.length === 0) return [];
  const [least, most] = [Math.min(...seconds), Math.max(...seconds)].map(one => clock(one * 1000));
  return [least === most ? `Each took ${least}.` : `Each took ${least} to ${most}.`];
}
