/**
 * Whose certificate. `public` is the CA in the operating-system store of the images under test; the others are in no
 * store. `twin` has the same subject as `private` and another key; `intermediate` was issued by `private`.
 */
export type AuthorityName = 'public' | 'private' | 'other' | 'twin' | 'intermediate';

/** What is wrong with a server's certificate, or with the chain that it sends. */
export type CertificateFlaw = 'expired' | 'not-yet-valid' | 'wrong-name' | 'no-san' | 'missing-intermediate';

/**
 * An endpoint of the edge that is the scenario's own: one port, one certificate. One object is one endpoint: two
 * HelmOps that name the same object go to the same server.
 */
export interface ListenerSpec {
  /** Who issued its certificate; `nobody` speaks plain HTTP. */
  issuer: AuthorityName | 'nobody';
  flaw?: CertificateFlaw;
  /** The only TLS version on offer; 1.2 and 1.3 by default. */
  onlyTls?: '1.1';
  /** Asks for a user and a password. */
  asksPassword?: boolean;
  /** The path below which charts lie, as `/team/charts`; the root by default. */
  path?: string;
  /** The versions of the probe chart that it has; 0.1.0 alone by default. */
  versions?: readonly string[];
  /** Sends those who want an archive to another host. */
  archivesElsewhere?: boolean;
}

/** An endpoint whose certificate this authority issued. */
export function listener(
  issuer: ListenerSpec['issuer'],
  options: Omit<ListenerSpec, 'issuer'> = {},
): ListenerSpec {
  return { issuer, ...options };
}

/**
 * The CA that somebody is given to trust, as PEM text. `own-leaf` is the very certificate of the endpoint in question;
 * `malformed` is no certificate; `bundle` is several certificates, `joined` the same without a newline between them.
 */
export type GivenCa =
  | 'none'
  | 'own-leaf'
  | 'malformed'
  | AuthorityName
  | { bundle: readonly AuthorityName[] }
  | { joined: readonly AuthorityName[] };
