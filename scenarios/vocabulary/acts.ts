import type { GivenCa, ListenerSpec } from './endpoints.ts';

/** One HelmOp that the scenario creates. All charts are versions of the same one, `probe`. */
export interface HelmOpAct {
  /** Tells several HelmOps of one scenario apart. */
  name: string;
  /** From an index repository, as the URL of a tarball, or from an OCI registry. */
  form: 'index' | 'tarball' | 'oci';
  /** The endpoint that serves the chart. */
  charts: ListenerSpec;
  /** The CA that `helmSecretName` carries as `cacerts`; none by default. */
  trust?: GivenCa;
  /** User and password in the secret: the endpoint's own, or a wrong password; none by default. */
  password?: 'right' | 'wrong';
  /** `basicHTTP` in the secret: the registry is spoken to without TLS. */
  plainHttp?: boolean;
  /** `insecureSkipTLSVerify`; false by default. */
  skipTls?: boolean;
  /** A version or a range of versions; 0.1.0 by default. */
  version?: string;
  /** Looks for new versions every few seconds (`pollingInterval`). */
  polls?: boolean;
  /** How many HelmOps like this one; 1 by default. */
  copies?: number;
  /** Also for a second cluster. */
  twoTargets?: boolean;
}

type Options = Partial<Omit<HelmOpAct, 'form' | 'charts'>>;

/** A HelmOp from an index repository. */
export function fromIndex(charts: ListenerSpec, options: Options = {}): HelmOpAct {
  return { name: 'index', form: 'index', charts, ...options };
}

/** A HelmOp from a tarball's URL: the only form of which the controller fetches nothing (Fleet 0.12 to 0.16). */
export function fromTarball(charts: ListenerSpec, options: Options = {}): HelmOpAct {
  return { name: 'tarball', form: 'tarball', charts, ...options };
}

/** A HelmOp from an OCI registry. */
export function fromRegistry(charts: ListenerSpec, options: Options = {}): HelmOpAct {
  return { name: 'oci', form: 'oci', charts, ...options };
}

/** One GitRepo that the scenario creates; the controller pulls it. */
export interface GitRepoAct {
  name: string;
  /** The endpoint that serves the repository. */
  git: ListenerSpec;
  /** The CA in `caBundle`; none by default. */
  trust?: GivenCa;
  /** A chart that its bundle names, and the CA that `helmSecretName` carries for it. The bundle is plain by default. */
  chart?: { at: ListenerSpec; trust: GivenCa };
  /** The OCI registry that the bundle is handed to the agent by, and the CA that its secret carries. */
  storage?: { at: ListenerSpec; trust: GivenCa };
}

/** A GitRepo from an endpoint of the edge. */
export function fromGit(git: ListenerSpec, options: Partial<Omit<GitRepoAct, 'git'>> = {}): GitRepoAct {
  return { name: 'git', git, ...options };
}
