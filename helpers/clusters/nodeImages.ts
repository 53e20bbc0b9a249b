import { fullImageRef } from './imageRef.ts';

/** An image as a node's containerd has it. */
export interface NodeImageEntry {
  ref: string;
  /** Digest of its manifest. */
  digest: string;
  /** Whether every blob is there and the layers are unpacked, so that a container can start from it. */
  complete: boolean;
}

/** Reads what `ctr images check` prints: REF TYPE DIGEST STATUS SIZE UNPACKED. */
export function parseImageCheck(output: string): NodeImageEntry[] {
  const line = /^(\S+)\s+\S+\s+(sha256:[0-9a-f]+)\s+(\w+)\b.*\s(true|false)\s*$/;
  return output.split('\n').flatMap(text => {
    const [, ref, digest, status, unpacked] = line.exec(text) ?? [];
    if (ref === undefined || digest === undefined) return [];
    return [{ ref, digest, complete: status === 'complete' && unpacked === 'true' }];
  });
}

/**
 * Whether the node has exactly this image under this reference. containerd keeps every image also under the digest
 * of its configuration, which is what Docker calls the image's id; so equal ids show as two entries of one manifest.
 */
export function nodeHas(
  entries: readonly NodeImageEntry[],
  image: { ref: string; ids: readonly string[] },
): boolean {
  const entry = entries.find(({ ref }) => ref === fullImageRef(image.ref));
  if (!entry?.complete) return false;
  const names = entries.filter(({ digest }) => digest === entry.digest).map(({ ref }) => ref);
  return image.ids.some(id => id === entry.digest || names.includes(id));
}
