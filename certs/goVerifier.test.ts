import fc from 'fast-check';
import { beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { type Authority, createAuthority, createIntermediate, issueLeaf, type Leaf } from './authority.ts';
import { bundle, joinedWithoutNewline, malformedPem } from './bundle.ts';
import { type CertificateFlaw, issueServerCertificate } from './flaws.ts';
import { GO_TEST_TIMEOUT_MS, runGo } from './testdata/runGo.ts';

/** What a client meets, and what Go is to make of it. */
interface Case {
  /** What the client was given as CAs. */
  rootsPem: string;
  /** What the server presents. */
  chainPem: string;
  /** The host that the client asks for. */
  name: string;
  /** When; now by default. */
  at?: string;
  /** How many certificates Go reads out of `rootsPem`; 1 by default. */
  reads?: number;
  /** Go's reason; accepted by default. */
  refusal?: string | RegExp;
}

const host = 'ftls-abc-edge';
const edge = { dnsNames: [host], ipAddresses: ['172.18.0.4', 'fd00::4'] };
const UNKNOWN = 'x509: certificate signed by unknown authority';
const OVER = /^x509: certificate has expired or is not yet valid: current time \S+ is after \S+$/;
const EARLY = /^x509: certificate has expired or is not yet valid: current time \S+ is before \S+$/;

let root: Authority;
let other: Authority;
let intermediate: Authority;
let leaf: Leaf;

beforeAll(async () => {
  root = await createAuthority({ commonName: 'private CA' });
  other = await createAuthority({ commonName: 'other CA' });
  intermediate = await createIntermediate(root, { commonName: 'private intermediate' });
  leaf = await issueLeaf(root, edge);
});

describe("Go's verifier", { timeout: GO_TEST_TIMEOUT_MS }, () => {
  it('accepts a leaf by its names under its own authority alone', async context => {
    const right = { rootsPem: root.certPem, chainPem: leaf.chainPem, name: host };
    const dnsOnly = await issueLeaf(root, { dnsNames: [host] });
    await expectOfGo(context, {
      'a DNS name': right,
      'an IPv4 address': { ...right, name: '172.18.0.4' },
      'an IPv6 address': { ...right, name: '[fd00::4]' },
      'another DNS name': {
        ...right,
        name: 'ftls-abd-edge',
        refusal: 'x509: certificate is valid for ftls-abc-edge, not ftls-abd-edge',
      },
      'an address where the SAN has none': {
        ...right,
        chainPem: dnsOnly.chainPem,
        name: '10.0.0.1',
        refusal: "x509: cannot validate certificate for 10.0.0.1 because it doesn't contain any IP SANs",
      },
      'a time before the certificate': { ...right, at: '2001-01-01T00:00:00Z', refusal: EARLY },
      'a time after the certificate': { ...right, at: inHours(31 * 24), refusal: OVER },
      'another authority': { ...right, rootsPem: other.certPem, refusal: UNKNOWN },
      'no authority': { ...right, rootsPem: '', reads: 0, refusal: UNKNOWN },
    });
  });

  it('walks a chain up to a root, and names a candidate that has the name and not the key', async context => {
    const twin = await createAuthority({ commonName: 'private CA' });
    const rsa = await createAuthority({ commonName: 'RSA CA', keyType: 'rsa' });
    const rsaTwin = await createAuthority({ commonName: 'RSA CA', keyType: 'rsa' });
    const rsaLeaf = await issueLeaf(await createIntermediate(rsa, { commonName: 'RSA between' }), edge);
    const lower = await createIntermediate(intermediate, { commonName: 'lower CA' });
    const below = await issueLeaf(intermediate, edge);
    const brief = await createAuthority({ commonName: 'brief CA', notAfter: new Date(inHours(1)) });
    const outliving = await issueLeaf(brief, { ...edge, notAfter: new Date(inHours(3)) });
    const right = { rootsPem: root.certPem, name: host };
    await expectOfGo(context, {
      'a leaf below an intermediate': { ...right, chainPem: below.chainPem },
      'a leaf below two': { ...right, chainPem: (await issueLeaf(lower, edge)).chainPem },
      'RSA keys': { rootsPem: rsa.certPem, chainPem: rsaLeaf.chainPem, name: host },
      'an intermediate given as a CA': { ...right, rootsPem: intermediate.certPem, chainPem: below.certPem },
      'another root with the same subject': {
        ...right,
        rootsPem: twin.certPem,
        chainPem: leaf.chainPem,
        refusal: candidate('x509: ECDSA verification failure', 'private CA'),
      },
      'another RSA root with the same subject': {
        rootsPem: rsaTwin.certPem,
        chainPem: rsaLeaf.chainPem,
        name: host,
        refusal: candidate('crypto/rsa: verification error', 'RSA CA'),
      },
      'an authority that ended before its leaf': {
        rootsPem: brief.certPem,
        chainPem: outliving.chainPem,
        name: host,
        at: inHours(2),
        refusal: OVER,
      },
    });
  });

  it('trusts a leaf that was given as a CA for itself, and for nothing else', async context => {
    const sibling = await issueLeaf(root, edge);
    const child = await issueLeaf(leaf, edge);
    const given = { rootsPem: leaf.certPem, name: host };
    const noIssuer = candidate(
      'x509: invalid signature: parent certificate cannot sign this kind of certificate',
      host,
    );
    await expectOfGo(context, {
      itself: { ...given, chainPem: leaf.chainPem },
      'another name': {
        ...given,
        chainPem: leaf.chainPem,
        name: 'ftls-abd-edge',
        refusal: 'x509: certificate is valid for ftls-abc-edge, not ftls-abd-edge',
      },
      'another leaf of its authority': { ...given, chainPem: sibling.chainPem, refusal: UNKNOWN },
      'a leaf that it signed': { ...given, chainPem: child.chainPem, refusal: noIssuer },
      'a leaf that it signed, under the root': {
        ...given,
        rootsPem: root.certPem,
        chainPem: child.chainPem,
        refusal: noIssuer,
      },
    });
  });

  it('refuses every flaw for a reason of its own, whatever the server is called', async context => {
    const server = fc.record({
      dns: fc.domain().filter(({ length }) => length <= 64),
      v4: fc.ipV4(),
      v6: fc.ipV6(),
    });
    const several = fc.array(server, { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(several, async servers => {
        const cases = servers.map(async ({ dns, v4, v6 }) =>
          Promise.all(
            [undefined, ...(Object.keys(REASONS) as CertificateFlaw[])].map(async flaw => {
              const names = { dnsNames: [dns], ipAddresses: [v4, v6] };
              const { chainPem } = await issueServerCertificate(intermediate, names, flaw);
              return [dns, v4, v6].map((name): [string, Case] => [
                `${name}, ${flaw ?? 'sound'}`,
                {
                  rootsPem: root.certPem,
                  chainPem,
                  name,
                  ...(flaw && { refusal: REASONS[flaw](name, name !== dns) }),
                },
              ]);
            }),
          ),
        );
        await expectOfGo(context, Object.fromEntries((await Promise.all(cases)).flat(2)));
      }),
      { numRuns: 1, endOnFailure: true }, // one run of Go asks about all of them
    );
  });

  it('reads of a bundle what stands on lines of its own', async context => {
    const [first, second, third] = [root.certPem, other.certPem, intermediate.certPem];
    const right = { chainPem: leaf.chainPem, name: host };
    const malformed = malformedPem();
    await expectOfGo(context, {
      'a bundle': { ...right, rootsPem: bundle(other.certPem, root.certPem), reads: 2 },
      'a bundle without a last newline': { ...right, rootsPem: bundle(first, second).trimEnd(), reads: 2 },
      'a certificate twice': { ...right, rootsPem: bundle(first, first), reads: 1 },
      'no certificate': { ...right, rootsPem: malformed, reads: 0, refusal: UNKNOWN },
      'no certificate before a good one': { ...right, rootsPem: bundle(malformed, first), reads: 1 },
      'no certificate after a good one': { ...right, rootsPem: bundle(first, malformed), reads: 1 },
      'two that are joined': {
        ...right,
        rootsPem: joinedWithoutNewline(first, second),
        reads: 0,
        refusal: UNKNOWN,
      },
      'three that are joined': {
        ...right,
        rootsPem: joinedWithoutNewline(third, first, second),
        reads: 0,
        refusal: UNKNOWN,
      },
      'two that are joined, and one after them': {
        ...right,
        rootsPem: bundle(joinedWithoutNewline(second, third), first),
        reads: 1,
      },
    });
  });

  it('follows a rotation: a new leaf at once, a new authority once the bundle holds it', async context => {
    const renewed = await createAuthority({ commonName: 'private CA' }); // as a rotation leaves the name
    const overlap = bundle(root.certPem, renewed.certPem);
    const before = { chainPem: leaf.chainPem, name: host };
    const after = { chainPem: (await issueLeaf(renewed, edge)).chainPem, name: host };
    await expectOfGo(context, {
      'the new leaf of the old authority': {
        rootsPem: root.certPem,
        chainPem: (await issueLeaf(root, edge)).chainPem,
        name: host,
      },
      'the new authority, not yet told': {
        ...after,
        rootsPem: root.certPem,
        refusal: candidate('x509: ECDSA verification failure', 'private CA'),
      },
      'the old leaf in the overlap': { ...before, rootsPem: overlap, reads: 2 },
      'the new leaf in the overlap': { ...after, rootsPem: overlap, reads: 2 },
      'the old leaf after the overlap': {
        ...before,
        rootsPem: renewed.certPem,
        refusal: candidate('x509: ECDSA verification failure', 'private CA'),
      },
      'the new leaf after the overlap': { ...after, rootsPem: renewed.certPem },
    });
  });
});

/** Go's reason for each flaw, when this host is asked for, which is an address or not. */
const REASONS: Record<CertificateFlaw, (name: string, isAddress: boolean) => string | RegExp> = {
  expired: () => OVER,
  'not-yet-valid': () => EARLY,
  'wrong-name': (name, isAddress) =>
    `x509: certificate is valid for ${isAddress ? '192.0.2.1' : 'wrong-name.invalid'}, not ${name}`,
  'no-san': (name, isAddress) =>
    isAddress
      ? `x509: cannot validate certificate for ${name} because it doesn't contain any IP SANs`
      : 'x509: certificate relies on legacy Common Name field, use SANs instead',
  'missing-intermediate': () => UNKNOWN,
};

/** What Go says when it found an authority of the right name that cannot have signed. */
function candidate(why: string, name: string): string {
  return `${UNKNOWN} (possibly because of "${why}" while trying to verify candidate authority certificate "${name}")`;
}

/** Asks one Go process about all cases, since to start it costs more than to ask. */
async function expectOfGo(context: TestContext, cases: Record<string, Case>): Promise<void> {
  const program = new URL('testdata/verify.go', import.meta.url);
  const questions = Object.values(cases).map(({ rootsPem, chainPem, name, at }) => ({
    rootsPem,
    chainPem,
    name,
    at,
  }));
  const answers = JSON.parse(await runGo(context, program, JSON.stringify(questions))) as unknown[];
  const byCase = Object.fromEntries(Object.keys(cases).map((what, at) => [what, answers[at]]));
  const wanted = Object.entries(cases).map(([what, { reads = 1, refusal = '' }]) => [
    what,
    { roots: reads, refusal: refusal instanceof RegExp ? expect.stringMatching(refusal) : refusal },
  ]);
  expect(byCase).toEqual(Object.fromEntries(wanted));
}

/** ISO 8601, whole seconds as in a certificate. */
function inHours(hours: number): string {
  return new Date(Math.floor(Date.now() / 1000 + hours * 3600) * 1000).toISOString();
}
