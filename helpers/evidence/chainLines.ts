import type { CertificateSummary } from '../../certs/summary.ts';

/** A chain of certificates as `openssl s_client` tells it, with names, dates and fingerprint. */
export function chainLines(endpoint: string, chain: readonly CertificateSummary[]): string {
  const lines = chain.flatMap(({ subject, issuer, names, notBefore, notAfter, ca, fingerprint }, index) => [
    ` ${index} s:${subject}${ca ? ' (CA)' : ''}`,
    `   i:${issuer}`,
    ...(names.length === 0 ? [] : [`   names ${names.join(' ')}`]),
    `   from ${notBefore} to ${notAfter}`,
    `   sha256 ${fingerprint}`,
  ]);
  return [endpoint, ...lines].map(line => `${line}\n`).join('');
}
