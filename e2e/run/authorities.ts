import { type Authority, createAuthority, createIntermediate } from '../../certs/authority.ts';
import { publicCa } from '../../helpers/supply/publicCa.ts';
import type { AuthorityName } from '../../scenarios/vocabulary/index.ts';

/** The subject that the private CA and its twin share. */
const PRIVATE = 'fleet-tls-e2e private CA';

/** Makes the authorities of a run; the public one is the cache's. */
export async function makeAuthorities(cacheDir: string): Promise<Record<AuthorityName, Authority>> {
  const [shared, own, twin, other] = await Promise.all([
    publicCa(cacheDir),
    createAuthority({ commonName: PRIVATE }),
    createAuthority({ commonName: PRIVATE }),
    createAuthority({ commonName: 'fleet-tls-e2e other CA' }),
  ]);
  const intermediate = await createIntermediate(own, { commonName: 'fleet-tls-e2e intermediate CA' });
  return { public: shared, private: own, twin, other, intermediate };
}
