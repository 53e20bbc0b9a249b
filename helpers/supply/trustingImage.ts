import { createHash } from 'node:crypto';
import type { BuildContext } from './cache.ts';
import { derivedImage, type Image } from './image.ts';

/**
 * An image whose operating-system store also holds this CA. Go reads every file of `/etc/ssl/certs` besides the
 * store's bundle, so a file of its own adds to the store and hides nothing of it (crypto/x509, root_linux.go).
 */
export function trustingImage(context: BuildContext, original: Image, caPem: string): Promise<Image> {
  const name =
    original.ref
      .replace(/:[^:/]*$/, '')
      .split('/')
      .at(-1) ?? 'image';
  const fingerprint = createHash('sha256').update(caPem).digest('hex').slice(0, 8);
  return derivedImage(context, original, `trusting-${name}`, {
    [`/etc/ssl/certs/fleet-tls-e2e-${fingerprint}.pem`]: caPem,
  });
}
