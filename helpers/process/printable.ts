/**
 * Text as it may go to a terminal, on one line: what steers a terminal, turns the direction of writing, ends a line or
 * cannot be seen is shown as an escape, as in `\u{1b}`.
 */
export function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu,
    character => SHORT[character] ?? `\\u{${character.codePointAt(0)?.toString(16)}}`,
  );
}

const SHORT: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' };

/** Text of at most so many characters: of a longer one its two ends, and how long it is. */
export function shortened(text: string, most: number): string {
  const characters = [...text];
  if (characters.length <= most) return text;
  const end = Math.floor(most / 4);
  const [head, tail] = [characters.slice(0, most - end), characters.slice(-end)];
  return `${head.join('')} [... ${characters.length} characters ...] ${tail.join('')}`;
}
