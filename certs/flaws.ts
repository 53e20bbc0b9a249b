import { HarnessError } from '../helpers/process/errors.ts';
import { type Authority, issueLeaf, type Leaf } from './authority.ts';
import { checkNames, type ServerNames } from './names.ts';

/**
 * What can be wrong with a server's certificate, each a reason of its own for Go's verifier to refuse it:
 * - `expired`, `not-yet-valid`: "certificate has expired or is not yet valid", and which of the two;
 * - `wrong-name`: "certificate is valid for wrong-name.invalid, not …" (for an address: "valid for 192.0.2.1, not …");
 * - `no-san`: "certificate relies on legacy Common Name field" for the first name, "cannot validate certificate for …
 *   because it doesn't contain any IP SANs" for a further address;
 * - `missing-intermediate`: "certificate signed by unknown authority", though the root is known.
 */
export type CertificateFlaw = 'expired' | 'not-yet-valid' | 'wrong-name' | 'no-san' | 'missing-intermediate';

/** A name that nobody has (RFC 6761) and an address of documentation (RFC 5737). */
const NOBODY: ServerNames = { dnsNames: ['wrong-name.invalid'], ipAddresses: ['192.0.2.1'] };

/**
 * Has an authority issue the certificate of a server with these names, sound or with one flaw.
 * @throws HarnessError `config` when the names are none, or when an intermediate is to miss below a root.
 */
export async function issueServerCertificate(
  authority: Authority,
  names: ServerNames,
  flaw?: CertificateFlaw,
): Promise<Leaf> {
  checkNames(names);
  switch (flaw) {
    case undefined:
      return issueLeaf(authority, names);
    case 'expired':
      return issueLeaf(authority, { ...names, notBefore: inDays(-2), notAfter: inDays(-1) });
    case 'not-yet-valid':
      // Far ahead, since clusters that are kept may stand for days.
      return issueLeaf(authority, { ...names, notBefore: inDays(30), notAfter: inDays(60) });
    case 'wrong-name':
      return issueLeaf(authority, NOBODY);
    case 'no-san':
      return issueLeaf(authority, { ...names, withoutSan: true });
    case 'missing-intermediate':
      return withoutIntermediates(authority, names);
  }
}

async function withoutIntermediates(authority: Authority, names: ServerNames): Promise<Leaf> {
  if (authority.chainPem === '') {
    throw new HarnessError('config', {
      message: 'no intermediate can be missing where the root itself issues',
      cure: 'Have an intermediate authority issue the certificate',
    });
  }
  const leaf = await issueLeaf(authority, names);
  return { ...leaf, chainPem: leaf.certPem };
}

function inDays(days: number): Date {
  return new Date(Date.now() + days * 24 * 3_600_000);
}
