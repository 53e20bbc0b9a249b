import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from './authority.ts';
import { bundle, joinedWithoutNewline, malformedPem } from './bundle.ts';

const BLOCK = /^-----BEGIN CERTIFICATE-----\n(?:[A-Za-z0-9+/=]+\n)+-----END CERTIFICATE-----\n/gm;

let pems: [string, string, string];

beforeAll(async () => {
  const made = ['first CA', 'second CA', 'third CA'].map(commonName => createAuthority({ commonName }));
  const [first, second, third] = (await Promise.all(made)).map(({ certPem }) => certPem);
  pems = [first as string, second as string, third as string];
});

describe('bundle', () => {
  it('gives back every block that went in, in order, whatever blank lines stood around it', () => {
    const blanks = fc.stringMatching(/^(?:\r?\n| ){0,3}$/);
    const text = fc.record({ which: fc.constantFrom(0, 1, 2), before: blanks, after: blanks });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), texts => {
        const bundled = bundle(
          ...texts.map(({ which, before, after }) => before + pems[which]?.trimEnd() + after),
        );
        expect(bundled.match(BLOCK) ?? []).toEqual(texts.map(({ which }) => pems[which]));
        expect(bundled).toBe((bundled.match(BLOCK) ?? []).join('')); // and nothing else
      }),
    );
  });

  it('of bundles is the bundle of all, and empty texts add nothing', () => {
    const [first, second, third] = pems;
    expect(bundle(bundle(first, second), '', bundle(third))).toBe(bundle(first, second, third));
    expect(bundle('', '\n')).toBe('');
  });
});

describe('joinedWithoutNewline', () => {
  it('puts the end of a block and the beginning of the next on one line', () => {
    const [first, second, third] = pems;
    const joined = joinedWithoutNewline(first, second, third);
    expect(joined.match(/^-----END CERTIFICATE----------BEGIN CERTIFICATE-----$/gm)).toHaveLength(2);
    expect(joined).toMatch(/-----END CERTIFICATE-----$/);
    expect(joined.replaceAll('----------', '-----\n-----')).toBe(bundle(first, second, third).trimEnd());
  });

  it('also joins the blocks of one text', () => {
    const [first, second, third] = pems;
    expect(joinedWithoutNewline(bundle(first, second), third)).toBe(
      joinedWithoutNewline(first, second, third),
    );
  });
});

describe('malformedPem', () => {
  it('has the form of a certificate and is none', () => {
    expect(malformedPem().match(BLOCK)).toEqual([malformedPem()]);
    expect(() => new X509Certificate(malformedPem())).toThrow();
  });
});
