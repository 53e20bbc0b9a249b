import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkup, oneLine, plain, wrap } from './text.ts';

/** Any code units, also halves of pairs; far quicker to set up than fast-check's own strings of that kind. */
const codeUnits = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x7f }), fc.integer({ min: 0, max: 0xffff })))
  .map(units => String.fromCharCode(...units));

describe('plain', () => {
  it('drops terminal codes and shows other control characters as replaced', () => {
    expect(plain('\u001b[31mred\u001b[0m a\u0000b\u0007c\td\r\ne')).toBe('red a\ufffdb\ufffdc\td\ne');
  });

  it('replaces half a surrogate pair, which UTF-8 cannot carry', () => {
    expect(plain('a\ud800b')).toBe('a\ufffdb');
  });
});

describe('oneLine', () => {
  it('puts words on one line', () => {
    expect(oneLine(' a\n\tb  c ')).toBe('a b c');
  });
});

describe('escapeMarkup', () => {
  it('escapes what ends text or an attribute', () => {
    expect(escapeMarkup(`<a href="x" b='y'>&amp;</a>\n`)).toBe(
      '&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;&#10;',
    );
  });

  it('leaves nothing that XML 1.0 forbids or that has a meaning in it', () => {
    fc.assert(
      fc.property(codeUnits, text => {
        const escaped = escapeMarkup(text);
        expect(escaped).toMatch(/^[\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u);
        expect(escaped.replace(/&(?:amp|lt|gt|quot|#39|#10|#9);/g, '')).not.toMatch(/[<>"'&]/);
      }),
      { seed: 10 },
    );
  });
});

describe('wrap', () => {
  it('breaks between words and never within one', () => {
    expect(wrap('one two three https://a-long-address.test/x y', 9)).toEqual([
      'one two',
      'three',
      'https://a-long-address.test/x',
      'y',
    ]);
  });
});
