import { createPrivateKey, X509Certificate } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Authority, createAuthority, createIntermediate, issueLeaf, type Leaf } from './authority.ts';

/** A property has many cases, and the machine may be busy with clusters. */
const PROPERTY_TIMEOUT_MS = 30_000;

const edge = { dnsNames: ['ftls-abc-edge', '*.edge.test'], ipAddresses: ['172.18.0.4', 'fd00::4'] };
let authority: Authority;
let other: Authority;
let leaf: Leaf;

beforeAll(async () => {
  authority = await createAuthority({ commonName: 'private CA' });
  other = await createAuthority({ commonName: 'other CA' });
  leaf = await issueLeaf(authority, edge);
});

describe('createAuthority', () => {
  it('makes a self-signed EC P-256 authority that may issue', () => {
    const certificate = new X509Certificate(authority.certPem);
    expect(certificate.ca).toBe(true);
    expect(certificate.subject).toBe('CN=private CA');
    expect(certificate.checkIssued(certificate)).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
    expect(certificate.checkPrivateKey(createPrivateKey(authority.keyPem))).toBe(true);
  });

  it('signs with SHA-256, itself and others', () => {
    for (const pem of [authority.certPem, leaf.certPem]) {
      expect(signatureAlgorithmOf(pem)).toBe('ecdsa-with-SHA256');
    }
  });

  it('is a root: nothing lies between it and a leaf', () => {
    expect(authority.chainPem).toBe('');
  });

  it('makes an RSA authority on demand, and all that it issues has RSA keys', async () => {
    const root = await createAuthority({ commonName: 'RSA CA', keyType: 'rsa' });
    const between = await createIntermediate(root, { commonName: 'RSA intermediate' });
    for (const { certPem, keyPem } of [root, between, await issueLeaf(between, edge)]) {
      const { publicKey } = new X509Certificate(certPem);
      expect(publicKey.asymmetricKeyType).toBe('rsa');
      expect(publicKey.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048 });
      expect(signatureAlgorithmOf(certPem)).toBe('sha256WithRSAEncryption');
      expect(new X509Certificate(certPem).checkPrivateKey(createPrivateKey(keyPem))).toBe(true);
    }
  });

  it('makes two roots of one subject that do not answer for each other', async () => {
    const twin = await createAuthority({ commonName: 'private CA' });
    const [first, second] = [new X509Certificate(authority.certPem), new X509Certificate(twin.certPem)];
    expect(second.subject).toBe(first.subject);
    expect(second.publicKey.equals(first.publicKey)).toBe(false);
    const certificate = new X509Certificate(leaf.certPem);
    expect(certificate.checkIssued(second)).toBe(true); // by the names alone
    expect(certificate.verify(second.publicKey)).toBe(false);
  });

  it('survives being kept as JSON', async () => {
    const kept = JSON.parse(JSON.stringify(authority)) as Authority;
    const { certPem } = await issueLeaf(kept, edge);
    expect(new X509Certificate(certPem).verify(new X509Certificate(authority.certPem).publicKey)).toBe(true);
  });

  it('is valid from a little before now for a year unless told otherwise', async () => {
    const byDefault = new X509Certificate(authority.certPem);
    expect(byDefault.validFromDate.getTime()).toBeLessThan(Date.now() - 60_000);
    expect(byDefault.validToDate.getTime()).toBeGreaterThan(Date.now() + 364 * 86_400_000);
    const told = new X509Certificate(
      (
        await createAuthority({
          commonName: 'dated CA',
          notBefore: new Date('2020-01-01T00:00:00Z'),
          notAfter: new Date('2021-01-01T00:00:00Z'),
        })
      ).certPem,
    );
    expect(told.validFromDate.toISOString()).toBe('2020-01-01T00:00:00.000Z');
    expect(told.validToDate.toISOString()).toBe('2021-01-01T00:00:00.000Z');
  });

  it.each(['Acme, Inc.', 'a+b', 'CN=x', ' first', 'last ', '', 'x'.repeat(65), 'new\nline', '#04'])(
    'refuses the common name %j, which would come out as another',
    async commonName => {
      await expect(createAuthority({ commonName })).rejects.toMatchObject({ code: 'config' });
    },
  );

  it('writes every common name that it accepts as it is', { timeout: PROPERTY_TIMEOUT_MS }, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[A-Za-z0-9](?:[A-Za-z0-9 ._-]{0,20}[A-Za-z0-9._-])?$/),
        async commonName => {
          const { certPem } = await createAuthority({ commonName });
          expect(new X509Certificate(certPem).subject).toBe(`CN=${commonName}`);
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('createIntermediate', () => {
  it('certifies an authority below another, however deep', async () => {
    const upper = await createIntermediate(authority, { commonName: 'upper CA' });
    const lower = await createIntermediate(upper, { commonName: 'lower CA' });
    const chain = certificatesOf((await issueLeaf(lower, edge)).chainPem);
    expect(chain.map(({ subject }) => subject)).toEqual(['CN=ftls-abc-edge', 'CN=lower CA', 'CN=upper CA']);
    expect(chain.map(({ ca }) => ca)).toEqual([false, true, true]);
    for (const [at, issuer] of [...chain.slice(1), new X509Certificate(authority.certPem)].entries()) {
      expect(chain[at]?.checkIssued(issuer)).toBe(true);
      expect(chain[at]?.verify(issuer.publicKey)).toBe(true);
    }
  });

  it('ends no later than its issuer unless told so', async () => {
    const soon = new Date(Math.floor(Date.now() / 1000 + 3600) * 1000);
    const brief = await createAuthority({ commonName: 'brief CA', notAfter: soon });
    const capped = await createIntermediate(brief, { commonName: 'capped CA' });
    expect(new X509Certificate(capped.certPem).validToDate).toEqual(soon);
    const told = { notBefore: new Date('2020-01-01T00:00:00Z'), notAfter: new Date('2021-01-01T00:00:00Z') };
    const past = new X509Certificate(
      (await createIntermediate(brief, { commonName: 'past CA', ...told })).certPem,
    );
    expect([past.validFromDate, past.validToDate]).toEqual([told.notBefore, told.notAfter]);
  });

  it('refuses a common name that would come out as another', async () => {
    await expect(createIntermediate(authority, { commonName: 'Acme, Inc.' })).rejects.toMatchObject({
      code: 'config',
    });
  });
});

describe('issueLeaf', () => {
  it('issues for a server, signed by this authority and by no other', () => {
    const certificate = new X509Certificate(leaf.certPem);
    const issuer = new X509Certificate(authority.certPem);
    const stranger = new X509Certificate(other.certPem);
    expect(certificate.ca).toBe(false);
    expect(certificate.checkIssued(issuer)).toBe(true);
    expect(certificate.verify(issuer.publicKey)).toBe(true);
    expect(certificate.checkIssued(stranger)).toBe(false);
    expect(certificate.verify(stranger.publicKey)).toBe(false);
    expect(certificate.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']); // serverAuth
    expect(certificate.checkPrivateKey(createPrivateKey(leaf.keyPem))).toBe(true);
  });

  it('bears the names asked for and no others', () => {
    const certificate = new X509Certificate(leaf.certPem);
    expect(certificate.checkHost('ftls-abc-edge')).toBe('ftls-abc-edge');
    expect(certificate.checkHost('one.edge.test')).toBe('*.edge.test');
    expect(certificate.checkHost('ftls-abd-edge')).toBeUndefined();
    expect(certificate.checkIP('172.18.0.4')).toBe('172.18.0.4');
    expect(certificate.checkIP('fd00::4')).toBe('fd00::4');
    expect(certificate.checkIP('172.18.0.5')).toBeUndefined();
  });

  it('gives a key of its own to every leaf', async () => {
    const again = await issueLeaf(authority, edge);
    expect(again.keyPem).not.toBe(leaf.keyPem);
    expect(new X509Certificate(again.certPem).serialNumber).not.toBe(
      new X509Certificate(leaf.certPem).serialNumber,
    );
  });

  it('ends no later than its authority, nor later than in 30 days', async () => {
    const soon = new Date(Math.floor(Date.now() / 1000 + 3600) * 1000);
    const brief = await createAuthority({ commonName: 'brief CA', notAfter: soon });
    const capped = new X509Certificate((await issueLeaf(brief, edge)).certPem);
    expect(capped.validToDate).toEqual(soon);
    expect(new X509Certificate(leaf.certPem).validToDate.getTime()).toBeLessThanOrEqual(
      Date.now() + 30 * 86_400_000,
    );
  });

  it('presents a chain without the root', () => {
    expect(leaf.chainPem.match(/BEGIN CERTIFICATE/g)).toHaveLength(1);
    expect(leaf.chainPem).not.toContain(authority.certPem.split('\n')[1]);
  });

  it('writes the first name into the subject alone when it is to have no SAN', async () => {
    const { certPem } = await issueLeaf(authority, { ...edge, withoutSan: true });
    const certificate = new X509Certificate(certPem);
    expect(certificate.subject).toBe('CN=ftls-abc-edge');
    expect(certificate.subjectAltName).toBeUndefined();
  });

  it.each([
    {},
    { withoutSan: true },
    { dnsNames: [`${'x'.repeat(60)}.test`], withoutSan: true },
    { dnsNames: ['under_score'] },
    { dnsNames: ['a.*.test'] },
    { dnsNames: ['trailing.'] },
    { dnsNames: [''] },
    { dnsNames: ['172.18.0.4,x'] },
    { ipAddresses: ['172.18.0'] },
    { ipAddresses: ['fe80::1%eth0'] },
    { ipAddresses: ['10.0.0.0/8'] },
  ])('refuses %j', async request => {
    await expect(issueLeaf(authority, request)).rejects.toMatchObject({ code: 'config' });
  });

  it('is valid for every DNS name and address that it accepts', {
    timeout: PROPERTY_TIMEOUT_MS,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.domain(), fc.ipV4(), fc.ipV6(), async (name, v4, v6) => {
        const certificate = new X509Certificate(
          (await issueLeaf(authority, { dnsNames: [name], ipAddresses: [v4, v6] })).certPem,
        );
        expect(certificate.checkHost(name)).toBe(name);
        expect(certificate.checkIP(v4)).toBe(v4);
        expect(certificate.checkIP(v6)).toBe(v6);
      }),
      { numRuns: 25 },
    );
  });
});

function certificatesOf(pems: string): X509Certificate[] {
  return (pems.match(/-----BEGIN[^-]+-----[^-]+-----END[^-]+-----\n/g) ?? []).map(
    pem => new X509Certificate(pem),
  );
}

/** DER: OBJECT IDENTIFIER, its length, its value. */
const SIGNATURE_ALGORITHMS = {
  'ecdsa-with-SHA256': Buffer.from('06082a8648ce3d040302', 'hex'),
  sha256WithRSAEncryption: Buffer.from('06092a864886f70d01010b', 'hex'),
};

/** The signature algorithm, which Node 22 does not tell by itself; it stands in what is signed and beside the signature. */
function signatureAlgorithmOf(pem: string): string {
  const der = new X509Certificate(pem).raw;
  const found = Object.entries(SIGNATURE_ALGORITHMS).find(([, identifier]) => {
    const first = der.indexOf(identifier);
    return first >= 0 && der.indexOf(identifier, first + 1) > first;
  });
  return found?.[0] ?? 'another';
}
