import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Authority, createAuthority } from '../../certs/authority.ts';
import { summarize } from '../../certs/summary.ts';

/** A run may take hours; a CA that ends within this time is made anew. */
const RENEW_BEFORE_MS = 7 * 24 * 3_600_000;

/**
 * The authority that plays the public one: the images under test get it into their operating-system stores. Made once
 * for each cache, since the images that hold it are kept too, and made anew a week before its end.
 */
export async function publicCa(cacheDir: string): Promise<Authority> {
  const file = join(cacheDir, 'public-ca', 'authority.json');
  const kept = readAuthority(file);
  if (kept !== undefined && isFresh(kept)) return kept;
  const made = await createAuthority({ commonName: 'fleet-tls-e2e public CA' });
  mkdirSync(join(cacheDir, 'public-ca'), { recursive: true, mode: 0o700 });
  // Written whole under its own name first: two runs at once must not see each other's half.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(made), { mode: 0o600 });
  renameSync(draft, file);
  return made;
}

function readAuthority(file: string): Authority | undefined {
  try {
    const { certPem, keyPem } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Authority>;
    // A root, also in the file of an older version, which says nothing of a chain.
    return certPem !== undefined && keyPem !== undefined ? { certPem, keyPem, chainPem: '' } : undefined;
  } catch {
    return undefined; // none yet, or one that nobody can read: made anew either way
  }
}

function isFresh({ certPem }: Authority): boolean {
  try {
    return Date.parse(summarize(certPem).notAfter) - Date.now() > RENEW_BEFORE_MS;
  } catch {
    return false; // what is no certificate is made anew as well
  }
}
