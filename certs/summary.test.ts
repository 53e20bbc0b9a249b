import { describe, expect, it } from 'vitest';
import { createAuthority, issueLeaf } from './authority.ts';
import { summarize } from './summary.ts';

describe('summarize', () => {
  it('shows subject, issuer, names, dates and fingerprint of a leaf', async () => {
    const authority = await createAuthority({ commonName: 'private CA' });
    const leaf = await issueLeaf(authority, {
      dnsNames: ['edge', '*.edge.test'],
      ipAddresses: ['10.1.2.3'],
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2026-02-01T00:00:00Z'),
    });
    expect(summarize(leaf.chainPem)).toEqual({
      subject: 'CN=edge',
      issuer: 'CN=private CA',
      names: ['edge', '*.edge.test', '10.1.2.3'],
      notBefore: '2026-01-01T00:00:00.000Z',
      notAfter: '2026-02-01T00:00:00.000Z',
      ca: false,
      fingerprint: expect.stringMatching(/^(?:[0-9A-F]{2}:){31}[0-9A-F]{2}$/),
    });
  });

  it('tells an authority by its flag and gives it no names', async () => {
    const { certPem } = await createAuthority({ commonName: 'public CA' });
    expect(summarize(certPem)).toMatchObject({
      ca: true,
      names: [],
      subject: 'CN=public CA',
      issuer: 'CN=public CA',
    });
  });

  it('refuses a text without a certificate and does not repeat it', async () => {
    const { keyPem } = await createAuthority({ commonName: 'a' });
    expect(() => summarize(keyPem)).toThrow(expect.objectContaining({ code: 'config' }));
    expect(() => summarize(keyPem)).not.toThrow(/PRIVATE KEY/);
  });
});
