import type { VerdictFacts } from './results.ts';

/** The command that plays a scenario with a pair again; safe to paste into a shell. */
export function reproduceCommand({ scenario, pair }: Pick<VerdictFacts, 'scenario' | 'pair'>): string {
  return `npm run fleet-tls -- run ${shellWord(scenario)} --pair ${shellWord(pair)}`;
}

function shellWord(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) && !text.startsWith('-')
    ? text
    : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
