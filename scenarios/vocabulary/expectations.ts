import type { ListenerSpec } from './endpoints.ts';

/** What must be observed. `of` names the HelmOps it is about; all that there are so far, where it is absent. */
export type Expectation =
  /** The agent registers, checks in, and its requests with a token arrive at the edge. */
  | { kind: 'registers' }
  /**
   * The agent refuses the endpoint with this reason; no request that bears a token arrives at the edge; nothing
   * is created upstream.
   */
  | { kind: 'refuses-registration'; reason: RegExp }
  /** The upstream turns away an agent that trusts it, and whose token may thus arrive, with this reason; it creates nothing. */
  | { kind: 'turned-away'; reason: RegExp }
  /** The agent says after the change that it does not trust its upstream, for this reason, and checks in no more. */
  | { kind: 'distrusts-upstream'; reason: RegExp }
  /** The controller refuses to import the cluster and says why; no token reaches the downstream's endpoint. */
  | { kind: 'refuses-import'; reason: RegExp }
  /** The agent checks in after the change; or, where a reason is given, says it: what is missing. */
  | { kind: 'checks-in'; orSays?: RegExp }
  /** The kubeconfig that the agent saved carries a CA, or does not. */
  | { kind: 'saved-ca'; there: boolean }
  /** The agent's pod is the one from before the change, and was not restarted. */
  | { kind: 'same-pod' }
  /** Every HelmOp deploys: Fleet says so and the chart's object is there, downstream; of this version if one is given. */
  | { kind: 'deploys'; of?: readonly string[]; version?: string }
  /**
   * Every HelmOp is refused with this reason, which stands on the object that its user looks at; nothing is deployed.
   * By whom: the agent, or the controller (`Accepted=False`); either by default.
   */
  | { kind: 'refuses-chart'; reason: RegExp; by?: 'agent' | 'controller'; of?: readonly string[] }
  /** A HelmOp that failed is not shown as ready. */
  | { kind: 'not-ready'; of?: readonly string[] }
  /** No error is left on a HelmOp that deploys. */
  | { kind: 'no-error-left'; of?: readonly string[] }
  /** The GitRepo's content is there, downstream. */
  | { kind: 'git-deploys' }
  /** The GitRepo is refused with this reason, and nothing of it is deployed. */
  | { kind: 'refuses-git'; reason: RegExp }
  /** The paths were fetched from every chart endpoint, by the agent's cluster or by the controller's. */
  | { kind: 'edge-served'; paths: readonly string[]; to: 'agent' | 'controller' }
  /** Nothing whose path ends so was served from any chart endpoint; to the agent's cluster, where it says so. */
  | { kind: 'edge-served-none'; suffix: string; to?: 'agent' }
  /** Every HelmOp fetched its chart: as many archives were served as there are HelmOps, or more. */
  | { kind: 'edge-served-each'; suffix: string }
  /** No request that bears a credential came to the other host of this endpoint. */
  | { kind: 'no-credential-elsewhere'; from: ListenerSpec }
  /** No token, password or key that the scenario's world knows stands in a pod's log. */
  | { kind: 'no-secret-in-logs' };

export const registers: Expectation = { kind: 'registers' };
export const checksIn: Expectation = { kind: 'checks-in' };
export const samePod: Expectation = { kind: 'same-pod' };
export const deploys: Expectation = { kind: 'deploys' };
export const notReady: Expectation = { kind: 'not-ready' };
export const noErrorLeft: Expectation = { kind: 'no-error-left' };
export const gitDeploys: Expectation = { kind: 'git-deploys' };
export const noSecretInLogs: Expectation = { kind: 'no-secret-in-logs' };

export function checksInOrSays(orSays: RegExp): Expectation {
  return { kind: 'checks-in', orSays };
}

export function refusesRegistration(reason: RegExp): Expectation {
  return { kind: 'refuses-registration', reason };
}

export function turnedAway(reason: RegExp): Expectation {
  return { kind: 'turned-away', reason };
}

export function distrustsUpstream(reason: RegExp): Expectation {
  return { kind: 'distrusts-upstream', reason };
}

export function refusesImport(reason: RegExp): Expectation {
  return { kind: 'refuses-import', reason };
}

export function savedCa(there: boolean): Expectation {
  return { kind: 'saved-ca', there };
}

/** The named HelmOps deploy, of a version if one is given. */
export function deploysOf(of: readonly string[], version?: string): Expectation {
  return { kind: 'deploys', of, ...(version !== undefined && { version }) };
}

export function deploysVersion(version: string): Expectation {
  return { kind: 'deploys', version };
}

export function refusesChart(
  reason: RegExp,
  options: { by?: 'agent' | 'controller'; of?: readonly string[] } = {},
): Expectation {
  return { kind: 'refuses-chart', reason, ...options };
}

export function refusesGit(reason: RegExp): Expectation {
  return { kind: 'refuses-git', reason };
}

/** The agent fetched these paths. */
export function edgeServed(...paths: string[]): Expectation {
  return { kind: 'edge-served', paths, to: 'agent' };
}

export function edgeServedNone(suffix: string): Expectation {
  return { kind: 'edge-served-none', suffix };
}

export function edgeServedAgentNone(suffix: string): Expectation {
  return { kind: 'edge-served-none', suffix, to: 'agent' };
}

export function edgeServedEach(suffix: string): Expectation {
  return { kind: 'edge-served-each', suffix };
}

export function noCredentialElsewhere(from: ListenerSpec): Expectation {
  return { kind: 'no-credential-elsewhere', from };
}
