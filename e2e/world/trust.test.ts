import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { makeAuthorities } from '../run/authorities.ts';
import type { RunHandle } from '../run/handle.ts';
import { givenCaPem, rancherCas } from './trust.ts';

let run: Pick<RunHandle, 'authorities' | 'certificates'>;
beforeAll(async () => {
  const made = await makeAuthorities(mkdtempSync(join(tmpdir(), 'ftls-trust-')));
  const certs = Object.entries(made).map(([name, { certPem }]) => [name, certPem]);
  run = { authorities: Object.fromEntries(certs), certificates: { 'a.up': 'LEAF' } };
});

describe('a given CA', () => {
  test('none is none, and an authority is its certificate', () => {
    expect(givenCaPem(run, 'none', 'a.up')).toBeUndefined();
    expect(givenCaPem(run, 'private', 'a.up')).toBe(run.authorities.private);
  });

  test("the endpoint's own certificate is that of the endpoint in question", () => {
    expect(givenCaPem(run, 'own-leaf', 'a.up')).toBe('LEAF');
  });

  test('a bundle has its certificates on lines of their own, a joined one has not', () => {
    const names = ['other', 'private'] as const;
    expect(givenCaPem(run, { bundle: names }, 'a.up')).not.toContain('----------');
    expect(givenCaPem(run, { joined: names }, 'a.up')).toContain('-----END CERTIFICATE----------BEGIN');
  });
});

describe("Rancher's CAs", () => {
  test('one CA needs no additional secret', () => {
    expect(rancherCas(run, 'private')).toEqual({ ca: run.authorities.private });
    expect(rancherCas(run, 'none')).toBeUndefined();
  });

  test('of two joined ones the first has no newline at its end', () => {
    const cas = rancherCas(run, { joined: ['other', 'private'] });
    expect(cas?.ca.endsWith('-----')).toBe(true);
    expect(cas?.additional).toBe(run.authorities.private);
  });
});
