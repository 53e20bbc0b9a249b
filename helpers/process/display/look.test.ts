import { describe, expect, test } from 'vitest';
import { lookOf } from './look.ts';

const terminal = { isTTY: true, columns: 80 };
const pipe = {};

describe('how a stream may be written to', () => {
  test.each<[string, Parameters<typeof lookOf>, { live: boolean; colours: boolean }]>([
    ['a terminal', [terminal, {}], { live: true, colours: true }],
    ['a pipe', [pipe, {}], { live: false, colours: false }],
    ['a pipe in CI', [pipe, { CI: 'true' }], { live: false, colours: false }],
    ['a terminal in CI', [terminal, { CI: 'true' }], { live: false, colours: true }],
    ['a terminal that cannot move', [terminal, { TERM: 'dumb' }], { live: false, colours: false }],
    ['a terminal without a size', [{ isTTY: true, columns: 0 }, {}], { live: false, colours: true }],
    ['NO_COLOR', [terminal, { NO_COLOR: '1' }], { live: true, colours: false }],
    ['an empty NO_COLOR', [terminal, { NO_COLOR: '' }], { live: true, colours: true }],
    ['FORCE_COLOR', [pipe, { FORCE_COLOR: '1' }], { live: false, colours: true }],
    ['FORCE_COLOR=0', [terminal, { FORCE_COLOR: '0' }], { live: true, colours: false }],
    [
      'NO_COLOR and FORCE_COLOR',
      [pipe, { NO_COLOR: '1', FORCE_COLOR: '1' }],
      { live: false, colours: false },
    ],
  ])('%s', (_, [stream, env], { live, colours }) => {
    const look = lookOf(stream, env);
    expect({ live: look.live, colours: look.colours.isColorSupported }).toEqual({ live, colours });
    expect(look.colours.red('red')).toBe(colours ? '\u001b[31mred\u001b[39m' : 'red');
  });
});
