import type { CertificateExtension } from 'selfsigned';
import { HarnessError } from '../helpers/process/errors.ts';
import { bundle } from './bundle.ts';
import { type CertifiedKey, type KeyType, makeCertificate } from './certificate.ts';
import { checkNames, plainAddress, type ServerNames } from './names.ts';
import { summarize } from './summary.ts';

const DAY_MS = 24 * 3_600_000;

/** RFC 5280, ub-common-name. */
const LONGEST_COMMON_NAME = 64;

/** What makes an authority of a certificate. */
const ISSUES: CertificateExtension[] = [
  { name: 'basicConstraints', cA: true, critical: true },
  { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
];

/** What an intermediate authority is asked to be. */
export interface IntermediateRequest {
  /** Its subject's common name: letters, digits, blanks and `._-`, at most 64. */
  commonName: string;
  /** One hour ago by default. */
  notBefore?: Date;
  /** 365 days from now by default; not after its issuer's own end unless told so. */
  notAfter?: Date;
}

/** What a root authority is asked to be. */
export interface AuthorityRequest extends IntermediateRequest {
  /** The type of its key, and of the keys of all that it issues, directly or not; `ec` by default. */
  keyType?: KeyType;
}

/** A certificate authority: plain data, so that it can be kept in a file and used again. */
export interface Authority extends CertifiedKey {
  /** What lies between a leaf that it issues and the root, its own certificate first; empty for a root. */
  chainPem: string;
}

/** What a server certificate is asked to be: at least one name or address. */
export interface LeafRequest extends ServerNames {
  /** Leaves the SAN out: the first name stands in the subject's common name alone, which Go no longer reads. */
  withoutSan?: boolean;
  /** One hour ago by default. */
  notBefore?: Date;
  /** 30 days from now by default, but not after the authority's own end. */
  notAfter?: Date;
}

/** A server certificate with its key. */
export interface Leaf extends CertifiedKey {
  /** What a server presents: the leaf and whatever lies between it and the root, without the root. */
  chainPem: string;
}

/**
 * Makes a root: a self-signed authority. Two with the same common name have the same subject and different keys, which
 * is what a client meets that trusts the authority of another installation.
 * @throws HarnessError `config` when the common name cannot be written into a certificate.
 */
export async function createAuthority(request: AuthorityRequest): Promise<Authority> {
  checkCommonName(request.commonName);
  const made = await makeCertificate({
    ...request,
    notAfter: request.notAfter ?? new Date(Date.now() + 365 * DAY_MS),
    extensions: ISSUES,
  });
  return { ...made, chainPem: '' };
}

/**
 * Has an authority, root or not, certify another below it.
 * @throws HarnessError `config` when the common name cannot be written into a certificate.
 */
export async function createIntermediate(
  issuer: Authority,
  request: IntermediateRequest,
): Promise<Authority> {
  checkCommonName(request.commonName);
  const made = await makeCertificate({
    ...request,
    issuer,
    notAfter: request.notAfter ?? inDaysWithin(365, issuer),
    extensions: ISSUES,
  });
  return { ...made, chainPem: bundle(made.certPem, issuer.chainPem) };
}

/**
 * Has an authority issue a server certificate, with a key of the authority's own type.
 * @throws HarnessError `config` when there is no name, or one that is none, or one that is too long to stand alone in
 *   the subject.
 */
export async function issueLeaf(authority: Authority, request: LeafRequest): Promise<Leaf> {
  const first = checkNames(request);
  if (request.withoutSan && first.length > LONGEST_COMMON_NAME) {
    throw new HarnessError('config', {
      message: `the name ${first} is too long for a certificate without SAN`,
      cure: `Give a first name of at most ${LONGEST_COMMON_NAME} signs`,
    });
  }
  const made = await makeCertificate({
    commonName: first.slice(0, LONGEST_COMMON_NAME),
    issuer: authority,
    notBefore: request.notBefore,
    notAfter: request.notAfter ?? inDaysWithin(30, authority),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      ...(request.withoutSan ? [] : [subjectAltName(request)]),
    ],
  });
  return { ...made, chainPem: bundle(made.certPem, authority.chainPem) };
}

function subjectAltName({ dnsNames = [], ipAddresses = [] }: ServerNames): CertificateExtension {
  return {
    name: 'subjectAltName',
    altNames: [
      ...dnsNames.map(value => ({ type: 2 as const, value })),
      ...ipAddresses.map(address => ({ type: 7 as const, ip: plainAddress(address) })),
    ],
  };
}

function inDaysWithin(days: number, issuer: Authority): Date {
  return new Date(Math.min(Date.now() + days * DAY_MS, Date.parse(summarize(issuer.certPem).notAfter)));
}

/** selfsigned does not escape names: "Acme, Inc." would silently become "Acme". */
function checkCommonName(name: string): void {
  if (/^[A-Za-z0-9](?:[A-Za-z0-9 ._-]{0,62}[A-Za-z0-9._-])?$/.test(name)) return;
  throw new HarnessError('config', {
    message: `"${name}" cannot be the common name of an authority`,
    cure: 'Use 1 to 64 letters, digits, blanks and the signs . _ -, a letter or digit first',
  });
}
