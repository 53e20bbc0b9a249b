import { isIP } from 'node:net';
import { generate } from 'selfsigned';
import { HarnessError } from '../helpers/process/errors.ts';
import { summarize } from './summary.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What an authority is asked to be. */
export interface AuthorityRequest {
  /** Its subject's common name: letters, digits, blanks and `._-`, at most 64. */
  commonName: string;
  /** One hour ago by default, so that a clock that is a little behind still accepts it. */
  notBefore?: Date;
  /** 365 days from now by default. */
  notAfter?: Date;
}

/** A certificate authority: plain data, so that it can be kept in a file and used again. */
export interface Authority {
  certPem: string;
  /** Secret. */
  keyPem: string;
}

/** What a server certificate is asked to be: at least one name or address. */
export interface LeafRequest {
  dnsNames?: readonly string[];
  ipAddresses?: readonly string[];
  /** One hour ago by default. */
  notBefore?: Date;
  /** 30 days from now by default, but not after the authority's own end. */
  notAfter?: Date;
}

/** A server certificate with its key. */
export interface Leaf {
  /** What a server presents: the leaf and whatever lies between it and the root, without the root. */
  chainPem: string;
  certPem: string;
  /** Secret. */
  keyPem: string;
}

/**
 * Makes a self-signed authority with an EC P-256 key and SHA-256.
 * @throws HarnessError `config` when the common name cannot be written into a certificate.
 */
export async function createAuthority(request: AuthorityRequest): Promise<Authority> {
  // selfsigned does not escape names: "Acme, Inc." would silently become "Acme".
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9 ._-]{0,62}[A-Za-z0-9._-])?$/.test(request.commonName)) {
    throw new HarnessError('config', {
      message: `"${request.commonName}" cannot be the common name of an authority`,
      cure: 'Use 1 to 64 letters, digits, blanks and the signs . _ -, a letter or digit first',
    });
  }
  const made = await generate([{ name: 'commonName', value: request.commonName }], {
    keyType: 'ec',
    curve: 'P-256',
    // Not the default, which is SHA-1 for what is self-signed.
    algorithm: 'sha256',
    notBeforeDate: request.notBefore ?? new Date(Date.now() - HOUR_MS),
    notAfterDate: request.notAfter ?? new Date(Date.now() + 365 * DAY_MS),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { certPem: line(made.cert), keyPem: line(made.private) };
}

/**
 * Has an authority issue a server certificate with an EC P-256 key and SHA-256.
 * @throws HarnessError `config` when there is no name, or one that is none.
 */
export async function issueLeaf(authority: Authority, request: LeafRequest): Promise<Leaf> {
  const dnsNames = request.dnsNames ?? [];
  const ipAddresses = request.ipAddresses ?? [];
  const wrong = [
    ...dnsNames.filter(name => !isDnsName(name)),
    ...ipAddresses.filter(address => !isAddress(address)),
  ];
  const first = dnsNames[0] ?? ipAddresses[0];
  if (first === undefined || wrong.length > 0) {
    throw new HarnessError('config', {
      message:
        first === undefined
          ? 'a certificate needs a name'
          : `no certificate can bear the name ${JSON.stringify(wrong[0])}`,
      cure: 'Give DNS names (a wildcard as first label at most) and IP addresses without zone or mask',
    });
  }
  const authorityEnd = new Date(summarize(authority.certPem).notAfter);
  const defaultEnd = new Date(Date.now() + 30 * DAY_MS);
  const made = await generate([{ name: 'commonName', value: first.slice(0, 64) }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: request.notBefore ?? new Date(Date.now() - HOUR_MS),
    notAfterDate: request.notAfter ?? (defaultEnd < authorityEnd ? defaultEnd : authorityEnd),
    ca: { cert: authority.certPem, key: authority.keyPem },
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          ...dnsNames.map(value => ({ type: 2 as const, value })),
          ...ipAddresses.map(address => ({ type: 7 as const, ip: plainAddress(address) })),
        ],
      },
    ],
  });
  const certPem = line(made.cert);
  return { chainPem: certPem, certPem, keyPem: line(made.private) };
}

function isDnsName(name: string): boolean {
  const labels = (name.startsWith('*.') ? name.slice(2) : name).split('.');
  return name.length <= 253 && labels.every(label => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(label));
}

function isAddress(address: string): boolean {
  return isIP(address) !== 0 && !address.includes('%');
}

/** The encoder beneath does not know the IPv6 notation that ends in an IPv4 address; a URL's host never has it. */
function plainAddress(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
}

/** PEM blocks are concatenated; one without a last newline would spoil the next. */
function line(pem: string): string {
  return pem.endsWith('\n') ? pem : `${pem}\n`;
}
