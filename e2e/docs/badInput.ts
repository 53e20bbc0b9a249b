import { printable, shortened } from '../../helpers/process/printable.ts';
import { codeSpan, escapeMarkdown, markdownTable } from '../../helpers/report/markdown.ts';
import type { BadCall, BadCalls } from '../badInput/call.ts';
import type { BadRead } from '../badInput/reads.ts';

/** Characters of a line that the page shows: some name what is endless. */
const LONGEST = 600;

/** The page `docs/bad-input.md`: what is said of which wrong input. */
export function badInputPage(groups: readonly BadCalls[], reads: readonly BadRead[]): string {
  const count = groups.flatMap(({ calls }) => calls).length + reads.length;
  return [
    '# Wrong input',
    '<!-- Written by `npm run docs` from e2e/badInput. A test plays each of them. -->',
    `What \`fleet-tls\` says of ${count} wrong inputs: one line on standard error, with what happened, to what, and the cure. ` +
      'A test makes each of these calls and holds it to that line and to its exit status, to silence on standard output, and to ' +
      'a folder in which nothing is left that was not there. Nothing is started for any of them, Docker neither. Characters ' +
      'that steer a terminal, turn the direction of writing or cannot be seen are told as escapes, and names without an end ' +
      'by their two ends. `<folder>` is the folder of the call.',
    ...groups.map(section),
    '## What others hand over',
    'Certificates, kubeconfigs and indexes of chart repositories are read while a run is under way. A test gives each of ' +
      'these to its reader.',
    markdownTable(
      ['wrong', 'what is said', 'exit status'],
      reads.map(({ what, line, status }) => [escapeMarkdown(what), shown(line), String(status)]),
    ),
    '',
  ].join('\n\n');
}

function section({ title, calls }: BadCalls): string {
  const rows = calls.map(call => [
    escapeMarkdown(call.what),
    codeSpan(callOf(call)),
    shown(call.line),
    String(call.status ?? 2),
  ]);
  return `## ${title}\n\n${markdownTable(['wrong', 'call', 'what is said', 'exit status'], rows)}`;
}

function callOf({ args, env = {} }: BadCall): string {
  const variables = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const words = args.map(word => (/^[\w./:=+,-]+$/.test(word) ? word : `'${word}'`));
  return printable(shortened([...variables, 'fleet-tls', ...words].join(' '), 120));
}

function shown(line: string): string {
  return codeSpan(shortened(line, LONGEST));
}
