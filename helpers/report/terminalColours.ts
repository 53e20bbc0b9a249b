import pc from 'picocolors';
import type { Colourizer } from './table.ts';
import { VERDICTS } from './verdict.ts';

/**
 * The colours of a terminal, or none.
 * @param enabled by default as picocolors finds out: a terminal, NO_COLOR not set.
 */
export function terminalColours(enabled: boolean = pc.isColorSupported): Colourizer {
  const { green, yellow, red, blue, gray, magenta, bold, inverse, dim } = pc.createColors(enabled);
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
