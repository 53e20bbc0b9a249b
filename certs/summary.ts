import { X509Certificate } from 'node:crypto';
import { HarnessError } from '../helpers/process/errors.ts';

/** What reports and evidence may show of a certificate. */
export interface CertificateSummary {
  /** As in `CN=private CA`. */
  subject: string;
  issuer: string;
  /** DNS names and IP addresses that it is valid for; empty for an authority. */
  names: string[];
  /** ISO 8601, UTC. */
  notBefore: string;
  /** ISO 8601, UTC. */
  notAfter: string;
  /** Whether it may issue others. */
  ca: boolean;
  /** SHA-256 of the certificate, hex pairs with colons between. */
  fingerprint: string;
}

/**
 * Describes the first certificate of a PEM text.
 * @throws HarnessError `config` when there is none; the text itself is not repeated, since it may hold a key.
 */
export function summarize(pem: string): CertificateSummary {
  const certificate = parse(pem);
  return {
    subject: certificate.subject.replaceAll('\n', ', '),
    issuer: certificate.issuer.replaceAll('\n', ', '),
    names: namesOf(certificate),
    notBefore: certificate.validFromDate.toISOString(),
    notAfter: certificate.validToDate.toISOString(),
    ca: certificate.ca,
    fingerprint: certificate.fingerprint256,
  };
}

function parse(pem: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new HarnessError('config', {
      message: 'the text holds no certificate in PEM form',
      cure: 'Give a file that holds a block "BEGIN CERTIFICATE"',
      cause,
    });
  }
}

/** Node gives one line such as `DNS:edge, IP Address:10.0.0.1`. */
function namesOf(certificate: X509Certificate): string[] {
  return (certificate.subjectAltName ?? '')
    .split(', ')
    .filter(entry => entry !== '')
    .map(entry => entry.replace(/^(?:DNS|IP Address):/, ''));
}
