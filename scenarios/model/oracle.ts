import type { GivenCa, HelmOpAct, ListenerSpec, WorldSpec } from '../vocabulary/index.ts';

/**
 * Why a server is refused, and how Go and client-go word it: every pattern knows its own reason alone. Worded so by the
 * agents of Fleet 0.16.1 (k8s.io/client-go 0.36) and by Go 1.26.
 */
export const REASONS = {
  /** client-go: text was given as CA, and no certificate can be read of it. */
  'unreadable-ca': /unable to load root certificates/,
  /** No CA was given, and the store is hidden. */
  'no-roots': /failed to load system roots/,
  'old-protocol': /tls: .*(protocol version|unsupported versions)/,
  expired: /certificate has expired or is not yet valid: current time .* is after/,
  'not-yet-valid': /certificate has expired or is not yet valid: current time .* is before/,
  'wrong-name': /certificate is valid for .*, not /,
  'no-san': /certificate relies on legacy Common Name field/,
  'no-ip-san': /doesn't contain any IP SANs/,
  /** A CA of the right subject is trusted, and its key is another. */
  'other-key': /candidate authority certificate/,
  'unknown-authority': /certificate signed by unknown authority(?! \(possibly because of)/,
} as const satisfies Record<string, RegExp>;

/** Why a server is refused. */
export type Refusal = keyof typeof REASONS;

/** What TLS allows for: a server is accepted because somebody vouches for it, or refused. */
export type Ruling =
  | { accepted: true; vouchedBy: 'store' | 'given' | 'nobody' }
  | { accepted: false; refusal: Refusal };

/** A certificate that a client may hold as root. */
type Root = Exclude<GivenCa, 'none' | 'malformed' | object>;

/** What the operating system's store holds. */
const STORE: readonly Root[] = ['public'];

/** The authorities of one subject and different keys. */
const NAMESAKES: readonly Root[] = ['private', 'twin'];

/**
 * What an agent makes of the upstream when it registers. In system-store mode it asks the upstream with the store alone,
 * and drops the CA that it was given where it gets any answer; where it gets none, and in every other mode, the given CA
 * alone counts. Without a CA the store counts, which strict hides. The controller's own CA is for clusters that bring
 * none. (Fleet 0.12 to 0.16: `createClientConfigFromSecret`, internal/cmd/agent/register; any mode but system-store is
 * strict to it.)
 */
export function rulingOnUpstream({
  mode,
  up,
  trust,
  globalTrust = 'none',
  byAddress = false,
}: Pick<WorldSpec, 'mode' | 'up' | 'trust' | 'globalTrust' | 'byAddress'>): Ruling {
  if (up.issuer === 'nobody') return accepted('nobody');
  const withoutCa = verify(mode === 'system-store' ? STORE : undefined, up, byAddress);
  if (withoutCa === undefined) return accepted('store');
  const given = certificatesIn(trust === 'none' ? globalTrust : trust);
  if (given === undefined) return refused('unreadable-ca');
  if (given.length === 0) return refused(withoutCa);
  const withCa = verify(given, up, byAddress);
  return withCa === undefined ? accepted('given') : refused(withCa);
}

/**
 * What agent and controller make of a chart server, whatever the mode: they trust the store and what stands in `cacerts`
 * beside it, of which they pass over what is no certificate. Skipping leaves every certificate unseen, and lifts no
 * protocol version. (Fleet 0.12 to 0.16: the HTTP clients of internal/bundlereader. That strict agents before
 * 0.13.0-beta.2 have no store is a defect, which the records tell.)
 */
export function rulingOnCharts({
  charts,
  trust = 'none',
  skipTls = false,
}: Pick<HelmOpAct, 'charts' | 'trust' | 'skipTls'>): Ruling {
  if (charts.issuer === 'nobody') return accepted('nobody');
  if (skipTls) return charts.onlyTls === undefined ? accepted('nobody') : refused('old-protocol');
  if (verify(STORE, charts) === undefined) return accepted('store');
  const withCa = verify([...STORE, ...(certificatesIn(trust) ?? [])], charts);
  return withCa === undefined ? accepted('given') : refused(withCa);
}

function accepted(vouchedBy: 'store' | 'given' | 'nobody'): Ruling {
  return { accepted: true, vouchedBy };
}

function refused(refusal: Refusal): Ruling {
  return { accepted: false, refusal };
}

/** The certificates that Go reads out of a given CA; undefined where text is given and it reads none. */
function certificatesIn(ca: GivenCa): readonly Root[] | undefined {
  if (ca === 'none') return [];
  if (ca === 'malformed') return undefined;
  if (typeof ca === 'string') return [ca];
  if ('bundle' in ca) return ca.bundle;
  // Go reads neither of two blocks that a line joins.
  return ca.joined.length > 1 ? undefined : ca.joined;
}

/**
 * In the order of Go's client: protocol, roots, dates, names, chain; the first that is wrong is the reason. (Go 1.26:
 * `Certificate.Verify`, crypto/x509/verify.go; certs/goVerifier.test.ts asks Go itself.)
 */
function verify(
  roots: readonly Root[] | undefined,
  server: ListenerSpec,
  byAddress = false,
): Refusal | undefined {
  if (server.onlyTls !== undefined) return 'old-protocol';
  if (roots === undefined) return 'no-roots';
  return wrongInItself(server, byAddress) ?? wrongInChain(server, roots);
}

/** What no root can make good. The edge's certificates bear its name, and no address. */
function wrongInItself({ flaw }: ListenerSpec, byAddress: boolean): Refusal | undefined {
  if (flaw === 'expired' || flaw === 'not-yet-valid') return flaw;
  if (byAddress) return 'no-ip-san';
  return flaw === 'wrong-name' || flaw === 'no-san' ? flaw : undefined;
}

function wrongInChain(server: ListenerSpec, roots: readonly Root[]): Refusal | undefined {
  const signers = signersOf(server);
  if (roots.includes('own-leaf') || roots.some(root => signers.includes(root))) return undefined;
  const namesake =
    NAMESAKES.some(name => signers.includes(name)) && NAMESAKES.some(name => roots.includes(name));
  return namesake ? 'other-key' : 'unknown-authority';
}

/** Whom a client can trace the certificate to, by what the server sends: the intermediate is sent, a root never is. */
function signersOf({ issuer, flaw }: ListenerSpec): readonly (Root | 'nobody')[] {
  return issuer === 'intermediate' && flaw !== 'missing-intermediate' ? [issuer, 'private'] : [issuer];
}
