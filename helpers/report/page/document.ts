import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Markup, markup } from './markup.ts';

/** A page that needs nothing else: no request leaves it. */
export interface PageParts {
  title: string;
  /** Said first and on every printed page: {@link STAND_IN_NOTICE}. */
  notice: string | undefined;
  body: Markup;
  /** Script beside this file, run at the end; none by default. */
  script?: string;
}

/**
 * The page as text. Its policy forbids every request, and all style and script but the two that it brings, which it
 * names by their hashes: a text from outside could do nothing even if it were not escaped.
 */
export function page({ title, notice, body, script }: PageParts): string {
  const style = `${fileBeside('style.css')}${notice === undefined ? '' : onEveryPrintedPage(notice)}`;
  const code = script === undefined ? undefined : fileBeside(script);
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    ...(code === undefined ? [] : [`script-src '${hashOf(code)}'`]),
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${notice === undefined ? '' : 'STAND-IN, not Fleet: '}${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${notice === undefined ? '' : markup`<p class="notice" role="alert">${notice}</p>`}
${body}
${code === undefined ? '' : markup`<script>${new Markup(code)}</script>`}
</body>
</html>
`.text;
}

function fileBeside(name: string): string {
  return readFileSync(new URL(name, import.meta.url), 'utf8');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

/** In the margin of each page: an excerpt on paper must not be taken for a run of Fleet. */
function onEveryPrintedPage(notice: string): string {
  return `@page{@top-center{content:${JSON.stringify(notice)};font:bold 9pt system-ui,sans-serif}}`;
}
