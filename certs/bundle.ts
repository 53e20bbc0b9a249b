/**
 * A PEM bundle: every block on lines of its own, in the order given; empty texts add nothing. The bundle of an overlap
 * during a rotation is the old authority's certificate and the new one's.
 */
export function bundle(...pems: readonly string[]): string {
  return pems
    .map(pem => pem.trim())
    .flatMap(pem => (pem === '' ? [] : `${pem}\n`))
    .join('');
}

/**
 * The bundle that `cat` makes of files without a last newline: `-----END CERTIFICATE----------BEGIN CERTIFICATE-----`
 * stands on one line. Go's AppendCertsFromPEM reads neither of the two certificates that such a line joins.
 */
export function joinedWithoutNewline(first: string, second: string, ...more: readonly string[]): string {
  return bundle(first, second, ...more)
    .trimEnd()
    .replaceAll('-----\n-----', '----------');
}

/**
 * PEM armour around what is no certificate. The base64 within is sound, so that Go decodes the block and only then finds
 * no certificate in it; AppendCertsFromPEM passes over such a block without a word and goes on with the next one.
 */
export function malformedPem(): string {
  const content = Buffer.from('This is no certificate.').toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${content}\n-----END CERTIFICATE-----\n`;
}
