import { isIP } from 'node:net';
import { HarnessError } from '../helpers/process/errors.ts';

/** What a server is called, as its certificate says in its subject alternative name (SAN). */
export interface ServerNames {
  /** A wildcard as first label at most. */
  dnsNames?: readonly string[];
  /** IPv4 or IPv6, without zone or mask. */
  ipAddresses?: readonly string[];
}

/**
 * Holds names to what a certificate can bear, and gives the first of them.
 * @throws HarnessError `config` when there is no name, or one that is none.
 */
export function checkNames({ dnsNames = [], ipAddresses = [] }: ServerNames): string {
  const first = dnsNames[0] ?? ipAddresses[0];
  if (first === undefined) refuse('a certificate needs a name');
  const wrong = [
    ...dnsNames.filter(name => !isDnsName(name)),
    ...ipAddresses.filter(address => !isAddress(address)),
  ];
  if (wrong.length > 0) refuse(`no certificate can bear the name ${JSON.stringify(wrong[0])}`);
  return first;
}

/** The encoder of certificates does not know the IPv6 notation that ends in an IPv4 address; a URL's host never has it. */
export function plainAddress(address: string): string {
  return isIP(address) === 6 ? new URL(`http://[${address}]`).hostname.slice(1, -1) : address;
}

function isDnsName(name: string): boolean {
  const labels = (name.startsWith('*.') ? name.slice(2) : name).split('.');
  return name.length <= 253 && labels.every(label => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(label));
}

function isAddress(address: string): boolean {
  return isIP(address) !== 0 && !address.includes('%');
}

function refuse(message: string): never {
  throw new HarnessError('config', {
    message,
    cure: 'Give DNS names (a wildcard as first label at most) and IP addresses without zone or mask',
  });
}
