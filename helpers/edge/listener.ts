import semver from 'semver';
import type { Leaf } from '../../certs/authority.ts';
import { HarnessError } from '../process/errors.ts';

/** One port of the edge, with a certificate of its own. */
export interface ListenerSpec {
  /** Unique in an edge, as in `0.16.1-0.12.4.op-index-public.charts`: letters, digits and `._-`. */
  name: string;
  /** TCP port inside the edge's container, unique in an edge. */
  port: number;
  /** Certificate and key, however weak: the client is the judge. Without it the listener speaks plain HTTP. */
  leaf?: Leaf;
  /** The versions of TLS that it agrees to: 1.2 and 1.3 by default, a `max` below 1.2 alone means that version. */
  tls?: { min?: TlsVersion; max?: TlsVersion };
  /** Demanded of every request (RFC 7617): 401 without it. Not passed on to what lies behind the edge. */
  auth?: BasicAuth;
  serves: ChartsService | UpstreamService | RegistryService | GitService;
}

const TLS_VERSIONS = ['1.0', '1.1', '1.2', '1.3'] as const;

/** A version of TLS. */
export type TlsVersion = (typeof TLS_VERSIONS)[number];

/** User and password of basic authentication. */
export interface BasicAuth {
  /** Letters, digits and `._@-`. */
  user: string;
  /** Secret. */
  password: string;
}

/** A chart repository: `index.yaml`, whose URLs are relative, and the archives that it lists. */
export interface ChartsService {
  kind: 'charts';
  /** The path that it lies under, as in `/team/charts`; the root by default. */
  path?: string;
  /** The versions of the probe chart that it lists; 0.1.0 alone by default. */
  versions?: readonly string[];
  /**
   * The URL of a place at another host: a request for an archive is redirected there (302), once it bore the
   * credential that is demanded here. The index stays here.
   */
  archivesAt?: string;
}

/** A TLS proxy to the API server of a cluster. */
interface UpstreamService {
  kind: 'upstream';
  /** `<DNS name or IPv4 address>:<port>` as the edge's container resolves it; spoken to in TLS. */
  host: string;
}

/** The run's OCI registry, to pull from and to push to. */
interface RegistryService {
  kind: 'registry';
  /** As `registryHost` tells; spoken to in plain HTTP. */
  host: string;
}

/** The run's git server, to clone and to fetch from: `/<name>.git`. */
interface GitService {
  kind: 'git';
  /** As `gitHost` tells; spoken to in FastCGI. */
  host: string;
}

/** The versions of TLS that a listener with a certificate agrees to, the lowest first. */
export function tlsVersionsOf({ tls = {} }: Pick<ListenerSpec, 'tls'>): TlsVersion[] {
  const max = tls.max ?? '1.3';
  const min = tls.min ?? (max < '1.2' ? max : '1.2');
  return TLS_VERSIONS.filter(version => version >= min && version <= max);
}

/**
 * Holds the listeners of an edge to what the configuration and the record rely on.
 * @throws HarnessError `config` for a name or port that is given twice, and for whatever a listener cannot be.
 */
export function checkListeners(listeners: readonly ListenerSpec[]): void {
  const names = new Set<string>();
  const ports = new Set<number>();
  for (const listener of listeners) {
    const { name, port } = listener;
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/.test(name))
      refuse(`the name ${JSON.stringify(name)} cannot be a listener's`);
    if (names.has(name)) refuse(`two listeners of the edge are called ${name}`);
    if (ports.has(port)) refuse(`two listeners of the edge ask for port ${port}`);
    const complaint = complaintAbout(listener);
    if (complaint) refuse(`listener ${name}: ${complaint}`);
    names.add(name);
    ports.add(port);
  }
}

function complaintAbout({ port, leaf, tls, auth, serves }: ListenerSpec): string | undefined {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) return `${port} is no port`;
  if (tls && !leaf) return 'versions of TLS without a certificate';
  if (tls && tlsVersionsOf({ tls }).length === 0) return `no TLS from ${tls.min} to ${tls.max}`;
  if (auth && !/^[A-Za-z0-9._@-]+$/.test(auth.user)) return `${JSON.stringify(auth.user)} is no user`;
  if (auth?.password === '') return 'the password is empty';
  if (serves.kind === 'charts') return complaintAboutCharts(serves);
  if (/^[A-Za-z0-9][A-Za-z0-9.-]*:[1-9][0-9]{0,4}$/.test(serves.host)) return undefined;
  return `${JSON.stringify(serves.host)} is no ${serves.kind}`;
}

function complaintAboutCharts({ path, versions, archivesAt }: ChartsService): string | undefined {
  if (path !== undefined && !/^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/.test(path))
    return `${JSON.stringify(path)} is no path of a repository`;
  if (
    archivesAt !== undefined &&
    !/^https?:\/\/[A-Za-z0-9.-]+(?::\d+)?(?:\/[A-Za-z0-9._-]+)*\/?$/.test(archivesAt)
  )
    return `${JSON.stringify(archivesAt)} is no place for archives`;
  if (!versions) return undefined;
  if (versions.length === 0) return 'a repository without a version';
  if (new Set(versions).size < versions.length) return 'a version that is listed twice';
  const wrong = versions.find(version => semver.valid(version) === null || version !== version.trim());
  return wrong === undefined ? undefined : `${JSON.stringify(wrong)} is no version of a chart`;
}

function refuse(message: string): never {
  throw new HarnessError('config', {
    message,
    cure: 'Mend the declaration of that listener; what each field may be stands in helpers/edge/listener.ts',
  });
}
