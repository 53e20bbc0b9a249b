/**
 * The words that scenarios are written in: worlds, acts, observations, records. Closed, so that whoever reads one
 * scenario can read all of them; a scenario that needs another word gets a new one here, with the helper behind it.
 */

/**
 * Whose certificate. `public` is the CA in the operating-system store of the agent's image; `private` and `other`
 * are in no store.
 */
export type AuthorityName = 'public' | 'private' | 'other';

/** The controller's `agentTLSMode`. */
export type TlsMode = 'strict' | 'system-store';

/** A TLS endpoint of the edge that is the scenario's own: one port, one certificate. */
export interface ListenerSpec {
  /** Who issued its certificate. */
  issuer: AuthorityName;
  /** What is wrong with the certificate; nothing by default. */
  flaw?: 'expired';
}

/** The world that a scenario needs. Scenarios that declare equal worlds share one agent. */
export interface WorldSpec {
  mode: TlsMode;
  /** How the agent gets to know the upstream. `managed` is manager-initiated registration. */
  registration: 'managed';
  /** The endpoint in front of the upstream API server, as the agent sees it. */
  up: ListenerSpec;
  /** The CA that the agent is given for it (`apiServerCA`). */
  trust: AuthorityName | 'none';
}

/** One HelmOp that the scenario creates. All charts are the same one, `probe` 0.1.0. */
export interface HelmOpAct {
  /** Tells several HelmOps of one scenario apart. */
  name: string;
  /** From an index repository, or as the URL of a tarball. */
  form: 'index' | 'tarball';
  /** The endpoint that serves the chart. */
  charts: ListenerSpec;
  /** The CA that `helmSecretName` carries as `cacerts`; no secret by default. */
  trust?: AuthorityName;
  /** `insecureSkipTLSVerify`; false by default. */
  skipTls?: boolean;
}

/** What must be observed. */
export type Expectation =
  /** The agent registers and its authenticated requests arrive at the edge. */
  | { kind: 'registers' }
  /**
   * The agent refuses the endpoint with this reason; no request that bears a token arrives at the edge; nothing
   * is created upstream.
   */
  | { kind: 'refuses-registration'; reason: RegExp }
  /** Every HelmOp deploys: Fleet says so and the chart's object is there, downstream. */
  | { kind: 'deploys' }
  /** Every HelmOp is refused with this reason, which stands on the object that its user looks at; nothing is deployed. */
  | { kind: 'refuses-chart'; reason: RegExp }
  /** The agent fetched these paths from the chart endpoint. */
  | { kind: 'edge-served'; paths: readonly string[] }
  /** Nothing whose path ends so was served from the chart endpoint. */
  | { kind: 'edge-served-none'; suffix: string };

/** Version ranges (semver, pre-releases included) of controller and agent; an absent one covers all. */
export interface VersionRanges {
  controller?: string;
  agent?: string;
}

/** A known defect: the versions that have it and the exact way in which it shows. */
export interface DefectRecord extends VersionRanges {
  /** Matches the message of the failure. A failure with another reason is a regression. */
  reason: RegExp;
  /** Where it is known, as `rancher/fleet#3589`, or `found by this harness`. */
  issue: string;
  /** The real versions (`controller/agent`) on which this harness saw it. */
  observed: readonly string[];
}

/** One requirement. */
export interface Scenario {
  /** `family/what-is-given`: stable, unique, used on the command line. */
  id: string;
  /** The situation and what must hold, in a sentence. */
  story: string;
  /** Where the requirement comes from: issues, pull requests. */
  source: readonly string[];
  tier: 'core' | 'full' | 'soak';
  /** For which versions the requirement is meant; all by default. */
  appliesTo?: VersionRanges & { because: string };
  world: WorldSpec;
  helmOps?: readonly HelmOpAct[];
  expect: readonly Expectation[];
  /**
   * The scenario that accepts the same endpoint in system-store mode: without it a refusal might be the endpoint's
   * fault. It shares this scenario's listener and has to hold, otherwise this scenario has no verdict.
   */
  control?: string;
  /** What the way shown here gives up; stands in the report beside the verdict. */
  cost?: string;
  records?: readonly DefectRecord[];
}

/** The scenarios of one file. */
export interface Family {
  title: string;
  scenarios: readonly Scenario[];
}

/** Declares a family. */
export function family(title: string, scenarios: readonly Scenario[]): Family {
  return { title, scenarios };
}

/** Declares a scenario. */
export function scenario(id: string, declaration: Omit<Scenario, 'id'>): Scenario {
  return { ...declaration, id };
}

/** An endpoint whose certificate this authority issued. */
export function listener(issuer: AuthorityName, flaw?: 'expired'): ListenerSpec {
  return flaw === undefined ? { issuer } : { issuer, flaw };
}

/** The world of most scenarios: strict mode, an upstream under the private CA, which the agent is given. */
export const strictWorld: WorldSpec = {
  mode: 'strict',
  registration: 'managed',
  up: { issuer: 'private' },
  trust: 'private',
};

/** A HelmOp from an index repository. */
export function fromIndex(
  charts: ListenerSpec,
  options: Partial<Omit<HelmOpAct, 'form' | 'charts'>> = {},
): HelmOpAct {
  return { name: 'index', form: 'index', charts, ...options };
}

/** A HelmOp from a tarball's URL: the only form that the controller fetches nothing of (fleet-facts: Fleet 0.12-0.16). */
export function fromTarball(
  charts: ListenerSpec,
  options: Partial<Omit<HelmOpAct, 'form' | 'charts'>> = {},
): HelmOpAct {
  return { name: 'tarball', form: 'tarball', charts, ...options };
}

export const registers: Expectation = { kind: 'registers' };
export const deploys: Expectation = { kind: 'deploys' };

export function refusesRegistration(reason: RegExp): Expectation {
  return { kind: 'refuses-registration', reason };
}

export function refusesChart(reason: RegExp): Expectation {
  return { kind: 'refuses-chart', reason };
}

export function edgeServed(...paths: string[]): Expectation {
  return { kind: 'edge-served', paths };
}

export function edgeServedNone(suffix: string): Expectation {
  return { kind: 'edge-served-none', suffix };
}

/** Declares a known defect. */
export function defect(record: DefectRecord): DefectRecord {
  return record;
}
