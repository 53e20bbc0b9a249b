import type { Refusal } from './oracle.ts';

/** How agents of Fleet 0.16.1 (Go 1.26, client-go 0.36) word each refusal, of an endpoint called `edge`. */
export const WORDED: Record<Refusal, string> = {
  'unreadable-ca': 'unable to load root certificates: unable to parse bytes as PEM block',
  'no-roots':
    'tls: failed to verify certificate: x509: failed to load system roots and no roots provided; open /dev/null: not a directory',
  'old-protocol': 'remote error: tls: protocol version not supported',
  expired:
    'tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-25T03:53:39Z is after 2026-11-24T03:52:00Z',
  'not-yet-valid':
    'tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-11-25T03:53:39Z is before 2026-11-26T03:52:00Z',
  'wrong-name':
    'tls: failed to verify certificate: x509: certificate is valid for wrong-name.invalid, not edge',
  'no-san':
    'tls: failed to verify certificate: x509: certificate relies on legacy Common Name field, use SANs instead',
  'no-ip-san':
    "tls: failed to verify certificate: x509: cannot validate certificate for 172.18.0.4 because it doesn't contain any IP SANs",
  'other-key':
    'tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of "x509: ECDSA verification failure" while trying to verify candidate authority certificate "private CA")',
  'unknown-authority': 'tls: failed to verify certificate: x509: certificate signed by unknown authority',
};
