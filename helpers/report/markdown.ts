import { oneLine } from './text.ts';

/** A table in GitHub's Markdown; what stands in a cell is Markdown itself. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

/** Text of others without any power: no markup, no mentions, one line. */
export function escapeMarkdown(text: string): string {
  return oneLine(text)
    .replace(/[\\`*_{}[\]<>|~!]/g, '\\$&')
    .replaceAll('@', '@\u200b');
}

/** Text of others, literally; the fence is longer than any run of backticks within. */
export function codeSpan(text: string): string {
  const content = oneLine(text).replaceAll('|', '\u2502');
  const longest = Math.max(0, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `${fence}${content}${fence}` : `${fence} ${content} ${fence}`;
}
