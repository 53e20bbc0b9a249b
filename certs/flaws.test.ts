import { X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Authority, createAuthority, createIntermediate } from './authority.ts';
import { type CertificateFlaw, issueServerCertificate } from './flaws.ts';

/** A property has many cases, and the machine may be busy with clusters. */
const PROPERTY_TIMEOUT_MS = 30_000;

const ALL: readonly (CertificateFlaw | undefined)[] = [
  undefined,
  'expired',
  'not-yet-valid',
  'wrong-name',
  'no-san',
  'missing-intermediate',
];

let root: Authority;
let intermediate: Authority;

beforeAll(async () => {
  root = await createAuthority({ commonName: 'private CA' });
  intermediate = await createIntermediate(root, { commonName: 'private intermediate' });
});

describe('issueServerCertificate', () => {
  it('issues for every server a certificate with the flaw asked for and no other', {
    timeout: PROPERTY_TIMEOUT_MS,
  }, async () => {
    const name = fc.domain().filter(({ length }) => length <= 64);
    await fc.assert(
      fc.asyncProperty(name, fc.ipV4(), fc.ipV6(), fc.constantFrom(...ALL), async (dns, v4, v6, flaw) => {
        const names = { dnsNames: [dns], ipAddresses: [v4, v6] };
        const leaf = await issueServerCertificate(intermediate, names, flaw);
        expect(flawsOf(leaf, names)).toEqual(flaw === undefined ? [] : [flaw]);
      }),
      { numRuns: 30 },
    );
  });

  it.each(ALL)('refuses names that are none, also with the flaw %s', async flaw => {
    for (const names of [{}, { dnsNames: ['under_score'] }]) {
      await expect(issueServerCertificate(intermediate, names, flaw)).rejects.toMatchObject({
        code: 'config',
      });
    }
  });

  it('cannot leave out an intermediate where there is none', async () => {
    await expect(
      issueServerCertificate(root, { dnsNames: ['edge'] }, 'missing-intermediate'),
    ).rejects.toMatchObject({ code: 'config' });
  });
});

/** What Node finds wrong, in the words of the kit. */
function flawsOf(
  { certPem, chainPem }: { certPem: string; chainPem: string },
  { dnsNames, ipAddresses }: { dnsNames: string[]; ipAddresses: string[] },
): CertificateFlaw[] {
  const certificate = new X509Certificate(certPem);
  const issuer = new X509Certificate(intermediate.certPem);
  expect(certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey)).toBe(true);
  expect(chainPem.startsWith(certPem)).toBe(true);
  const named =
    dnsNames.every(name => certificate.checkHost(name, { subject: 'never' }) !== undefined) &&
    ipAddresses.every(address => certificate.checkIP(address) !== undefined);
  const found: [CertificateFlaw, boolean][] = [
    ['expired', certificate.validToDate.getTime() < Date.now()],
    ['not-yet-valid', certificate.validFromDate.getTime() > Date.now()],
    ['wrong-name', !named && certificate.subjectAltName !== undefined],
    ['no-san', certificate.subjectAltName === undefined],
    ['missing-intermediate', chainPem.slice(certPem.length) !== intermediate.certPem],
  ];
  return found.filter(([, holds]) => holds).map(([flaw]) => flaw);
}
