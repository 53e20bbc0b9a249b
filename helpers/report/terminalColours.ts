import { type Colours, lookOf } from '../process/display/look.ts';
import type { Colourizer } from './table.ts';
import { VERDICTS } from './verdict.ts';

/** What is painted in the colours of a terminal; by default those of the standard output. */
export function terminalColours(colours: Colours = lookOf(process.stdout, process.env).colours): Colourizer {
  const { green, yellow, red, blue, gray, magenta, bold, inverse, dim } = colours;
  const paint = {
    green,
    amber: yellow,
    red: (text: string) => bold(red(text)),
    blue,
    grey: gray,
    violet: magenta,
  };
  return {
    verdict: (verdict, text) => paint[VERDICTS[verdict].colour](text),
    alarm: text => inverse(bold(text)),
    dim,
  };
}
