import { codeSpan, escapeMarkdown } from '../markdown.ts';
import { VERDICTS, type Verdict } from '../verdict.ts';
import type { Comparison } from './compare.ts';
import { comparedRuns, comparisonHeadline, type Item, sectionsOf } from './sections.ts';

/** A comparison in Markdown (GitHub's), for a pull request or release notes. */
export function comparisonMarkdown(comparison: Comparison): string {
  const { notice } = comparison;
  const blocks = [
    `# fleet-tls-e2e: what changed${notice === undefined ? '' : ' (stand-in)'}`,
    ...(notice === undefined ? [] : [`> **${notice}**`]),
    `**${escapeMarkdown(comparisonHeadline(comparison))}**`,
    comparedRuns(comparison)
      .map(line => `- ${escapeMarkdown(line)}`)
      .join('\n'),
    ...sectionsOf(comparison).map(({ title, items }) =>
      [`## ${title}`, '', ...items.map(itemLines)].join('\n'),
    ),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function itemLines({ scenario, pair, before, after, lines }: Item): string {
  const change = before === after ? signed(after) : `${signed(before)} → ${signed(after)}`;
  return [
    `- **${escapeMarkdown(scenario)}** with ${escapeMarkdown(pair)}: ${change}`,
    ...lines.map(({ label, text }) => `  - ${label}: ${codeSpan(text)}`),
  ].join('\n');
}

function signed(verdict: Verdict | undefined): string {
  return verdict === undefined ? 'not run' : `${VERDICTS[verdict].sign} ${verdict}`;
}
