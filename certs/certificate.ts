import { X509Certificate } from 'node:crypto';
import { type CertificateExtension, generate } from 'selfsigned';
import { bundle } from './bundle.ts';

/** `ec` is P-256, `rsa` has 2048 bits. */
export type KeyType = 'ec' | 'rsa';

/** A certificate and the key that belongs to it. */
export interface CertifiedKey {
  certPem: string;
  /** Secret. */
  keyPem: string;
}

/** What a certificate is to be, whoever it is for. */
interface CertificateRequest {
  /** Neither empty nor longer than 64, and without signs that a distinguished name escapes: selfsigned does not. */
  commonName: string;
  /** Who signs it; it signs itself by default. */
  issuer?: CertifiedKey;
  /**
   * `ec` by default. Only for what signs itself: selfsigned makes a key of the type that it signs with, so that all
   * below a root have keys of the root's type.
   */
  keyType?: KeyType;
  /** One hour ago by default, so that a clock that is a little behind still accepts it. */
  notBefore?: Date | undefined;
  notAfter: Date;
  extensions: CertificateExtension[];
}

const HOUR_MS = 3_600_000;

/** Makes a key and a certificate for it, signed with SHA-256. */
export async function makeCertificate(request: CertificateRequest): Promise<CertifiedKey> {
  const { commonName, issuer, extensions } = request;
  const made = await generate([{ name: 'commonName', value: commonName }], {
    keyType: issuer === undefined ? (request.keyType ?? 'ec') : keyTypeOf(issuer.certPem),
    curve: 'P-256',
    keySize: 2048,
    // Not the default, which is SHA-1 for what is self-signed.
    algorithm: 'sha256',
    notBeforeDate: request.notBefore ?? new Date(Date.now() - HOUR_MS),
    notAfterDate: request.notAfter,
    extensions,
    ...(issuer !== undefined && { ca: { cert: issuer.certPem, key: issuer.keyPem } }),
  });
  return { certPem: bundle(made.cert), keyPem: bundle(made.private) };
}

function keyTypeOf(certPem: string): KeyType {
  return new X509Certificate(certPem).publicKey.asymmetricKeyType === 'rsa' ? 'rsa' : 'ec';
}
