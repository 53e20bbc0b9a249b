import { type Colourizer, noColours } from '../../helpers/report/table.ts';
import { wrap } from '../../helpers/report/text.ts';
import type { ExplainedRecord, ExplainedStep, Explanation } from './explain.ts';

/** How wide the headings at the left are. */
const HEADING = 12;

/** An explanation for a terminal. */
export function explanationText(
  explanation: Explanation,
  { width = 80, colours = noColours }: { width?: number; colours?: Colourizer } = {},
): string {
  const { id, family, tier, story, source, meantFor, world, steps, control, cost, records, seen } =
    explanation;
  const section = (heading: string, items: readonly string[]): string[] =>
    items
      .flatMap(item => bullet(item, width - HEADING))
      .map((line, at) => `${colours.dim((at === 0 ? heading : '').padEnd(HEADING))}${line}`);
  const blocks = [
    [id, ...wrap(`${tier} tier; ${family}`, width).map(colours.dim)],
    wrap(story, width),
    [
      ...section('Source', [source.join(', ')]),
      ...section('Meant for', meantFor ? [`${versions(meantFor)}: ${meantFor.because}`] : []),
    ],
    section('World', world),
    ...steps.map((step, at) => section(at === 0 ? 'Then' : 'Afterwards', stepLines(step))),
    section('Control', control === undefined ? [] : [control]),
    section('Cost', cost === undefined ? [] : [cost]),
    section('Known', records.map(recordLine)),
    section(
      'On Fleet',
      seen.length === 0
        ? ['not seen on real Fleet so far']
        : seen.map(({ pair, verdict, reason }) => `${pair}: ${verdict}, ${reason}`),
    ),
    section('Run it', [`npm run fleet-tls -- run ${id}`]),
  ];
  return blocks
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n');
}

/** An item of a list, its further lines hanging below the first. */
function bullet(item: string, width: number): string[] {
  return wrap(item, width - 2).map((line, at) => `${at === 0 ? '- ' : '  '}${line}`);
}

function stepLines({ change, acts, mustHold }: ExplainedStep): string[] {
  return [
    ...(change === undefined ? [] : [`change: ${change}`]),
    ...acts.map(act => `create: ${act}`),
    ...mustHold.map(what => `must hold: ${what}`),
  ];
}

function recordLine({ controller, agent, issue, reason, atTimes, observed }: ExplainedRecord): string {
  const where = versions({ ...(controller && { controller }), ...(agent && { agent }) });
  return `${issue}, ${where}${atTimes ? ', at times' : ''}: /${reason}/; seen on ${observed.join(', ')}`;
}

function versions({ controller, agent }: { controller?: string; agent?: string }): string {
  const ranges = [
    ...(controller === undefined ? [] : [`controller ${controller}`]),
    ...(agent === undefined ? [] : [`agent ${agent}`]),
  ];
  return ranges.join(' with ') || 'all versions';
}
