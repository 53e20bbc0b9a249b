import { stripVTControlCharacters } from 'node:util';

/** Text without terminal codes; other control characters and broken surrogates are shown as U+FFFD. */
export function plain(text: string): string {
  return (
    stripVTControlCharacters(text)
      .toWellFormed()
      .replaceAll('\r\n', '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what has to go
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff]/g, '\ufffd')
  );
}

/** {@link plain} text on a single line. */
export function oneLine(text: string): string {
  return plain(text).replace(/\s+/g, ' ').trim();
}

/** {@link plain} text made safe for the content and the quoted attributes of XML 1.0 and HTML. */
export function escapeMarkup(text: string): string {
  return plain(text).replace(/[&<>"'\n\t]/g, character => ENTITIES[character] ?? character);
}

/** Line ends and tabs are written as references, because an attribute would lose them. */
const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Words of `text` in lines of at most `width` characters; a longer word has a line to itself. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of oneLine(text).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
