import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuthorityName } from '../../scenarios/vocabulary/index.ts';
import type { RunHandle } from './handle.ts';
import type { RunSecrets } from './secrets.ts';

/** Where what a person needs to call an endpoint by hand lies. */
export function curlFiles({ worldDir }: Pick<RunHandle, 'worldDir'>) {
  return {
    /** The certificate of an authority, PEM. */
    ca: (name: AuthorityName) => join(worldDir, 'ca', `${name}.pem`),
    /** User and password of endpoints that ask for one, in the form of curl's own configuration: secret. */
    user: join(worldDir, 'endpoint-user.curl'),
  };
}

/** Writes it into the run's private folder. */
export function writeCurlFiles(worldDir: string, secrets: RunSecrets): void {
  const files = curlFiles({ worldDir });
  mkdirSync(join(worldDir, 'ca'), { mode: 0o700 });
  for (const [name, { certPem }] of Object.entries(secrets.authorities)) {
    writeFileSync(files.ca(name as AuthorityName), certPem);
  }
  const { endpointUser, endpointPassword } = secrets;
  writeFileSync(files.user, `user = "${endpointUser}:${endpointPassword}"\n`, { mode: 0o600 });
}
