import type { Authority, Leaf } from '../../certs/authority.ts';
import { issueServerCertificate } from '../../certs/flaws.ts';
import type { AuthorityName, ListenerSpec } from '../../scenarios/vocabulary/index.ts';

/** Issues what an endpoint presents, for the name of its edge; undefined where it speaks plain HTTP. */
export async function issueFor(
  { issuer, flaw }: ListenerSpec,
  { alias }: { alias: string },
  authorities: Record<AuthorityName, Authority>,
): Promise<Leaf | undefined> {
  if (issuer === 'nobody') return undefined;
  return issueServerCertificate(authorities[issuer], { dnsNames: [alias] }, flaw);
}
