import { createHash, randomBytes } from 'node:crypto';
import { posix } from 'node:path';
import type { Leaf } from '../../certs/authority.ts';
import { probeRepository } from './charts.ts';
import type { ContainerFile } from './container.ts';
import { asItBegan, EDGE_FILES, listenerFiles } from './files.ts';
import { type BasicAuth, checkListeners, type ListenerSpec } from './listener.ts';
import { listenerConfig, nginxConfig } from './nginxConfig.ts';
import { recordHead } from './record.ts';

/**
 * All files of an edge's container, those that change while it lives twice: the copy stays as it began. Keys and
 * passwords are for root alone, and of a password there is only a hash.
 * @throws HarnessError `config` as {@link checkListeners} does.
 */
export function edgeContents(listeners: readonly ListenerSpec[]): ContainerFile[] {
  checkListeners(listeners);
  const changing: ContainerFile[] = [
    { target: EDGE_FILES.record, content: recordHead(listeners), mode: 0o644 },
    ...listeners.flatMap(contentsOf),
  ];
  return [
    { target: EDGE_FILES.config, content: nginxConfig(), mode: 0o644 },
    ...changing,
    ...changing.map(file => ({ ...file, target: asItBegan(file.target) })),
  ];
}

function contentsOf(listener: ListenerSpec): ContainerFile[] {
  const { name, leaf, auth, serves } = listener;
  const files = listenerFiles(name);
  const contents: ContainerFile[] = [
    { target: files.config, content: listenerConfig(listener), mode: 0o644 },
  ];
  if (leaf) contents.push({ target: files.leaf, content: leafFile(leaf), mode: 0o600 });
  if (auth) contents.push({ target: files.passwords, content: passwordFile(auth), mode: 0o600 });
  if (serves.kind === 'charts') {
    for (const [path, content] of probeRepository(serves))
      contents.push({ target: posix.join(files.chartsFolder, path), content, mode: 0o644 });
  }
  return contents;
}

/** A listener's certificate chain and key as nginx reads them from one file. */
export function leafFile({ chainPem, keyPem }: Leaf): string {
  return `${chainPem}${keyPem}`;
}

/** A password file for nginx: salted SHA-1 (RFC 2307), which it reads without the help of the system's crypt. */
function passwordFile({ user, password }: BasicAuth): string {
  const salt = randomBytes(16);
  const hash = createHash('sha1').update(password).update(salt).digest();
  return `${user}:{SSHA}${Buffer.concat([hash, salt]).toString('base64')}\n`;
}
