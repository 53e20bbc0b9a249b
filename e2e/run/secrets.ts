import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Authority } from '../../certs/authority.ts';
import type { AuthorityName } from '../../scenarios/vocabulary/index.ts';
import type { RunHandle } from './handle.ts';

/** What the run's endpoints keep secret. */
export interface RunSecrets {
  /** With their keys, for endpoints that get another certificate while they run. */
  authorities: Record<AuthorityName, Authority>;
  /** What endpoints that ask for a password let in. */
  endpointUser: string;
  endpointPassword: string;
}

/** Makes the run's secrets and keeps them in a file (0600) of its private folder. */
export function keepSecrets(
  privateDir: string,
  authorities: RunSecrets['authorities'],
): { file: string; secrets: RunSecrets } {
  const file = join(privateDir, 'secrets.json');
  const secrets = { authorities, endpointUser: 'charts', endpointPassword: randomBytes(12).toString('hex') };
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return { file, secrets };
}

/** The run's secrets, in whichever process. */
export function secretsOf({ secretsFile }: Pick<RunHandle, 'secretsFile'>): RunSecrets {
  return JSON.parse(readFileSync(secretsFile, 'utf8')) as RunSecrets;
}
