import { type PatientLook, waitFor, waitPatiently } from '../kube/wait.ts';
import { type AgentWord, agentWord, readAgentLog } from './agentLog.ts';
import { type RegistrationState, registrationState } from './cluster.ts';
import { LateRights } from './lateRights.ts';
import type { Watch } from './places.ts';

/** How an agent's registration ended. */
export interface RegistrationOutcome {
  registered: boolean;
  /** What the upstream knows. */
  state: RegistrationState;
  /** What the agent's log says. */
  word: AgentWord;
}

/**
 * Waits until an agent has registered, or has refused its upstream for a reason of TLS or of rights. A refusal for another
 * reason may pass (the API server was busy, say), so the wait goes on.
 * @param patient a refusal does not end the wait: something was changed since it was written.
 * @throws HarnessError `wait-expired` when neither was seen: silence proves nothing.
 */
export function awaitRegistration(watch: Watch, { patient = false } = {}): Promise<RegistrationOutcome> {
  const { upstream, downstream, cluster, deadlineMs, signal } = watch;
  const what = `the registration in ${cluster.workspace}`;
  const grant = new Grant();
  const rights = new LateRights();
  return waitPatiently(
    { what, deadlineMs, everyMs: 1_000, signal },
    async (): Promise<PatientLook<RegistrationOutcome>> => {
      const [state, log] = await Promise.all([
        registrationState(upstream, cluster),
        readAgentLog(downstream, cluster.agentNamespace),
      ]);
      const { word, lost } = grant.look(state, agentWord(log));
      if (word.success !== undefined && state.granted && state.clusterNamespace !== '') {
        return { done: true, value: { registered: true, state, word } };
      }
      const saw = word.refusal ?? word.heldUp?.saw ?? (state.importMessage || 'no word of the agent');
      const mayPass = !isFinal(word) || (await rights.mayCome(upstream, word.refusal ?? ''));
      if (!lost && mayPass) return { done: false, saw };
      const value = { registered: false, state, word };
      return patient && !lost ? { done: false, saw, instead: value } : { done: true, value };
    },
  );
}

/** How often an agent may be kept from its credential after the grant, at one look of it every 2 s. */
const HELD_UP_AFTER_GRANT = 15;

/** For how many looks, one a second, the namespace of a cluster may be missing. */
const WITHOUT_NAMESPACE = 15;

/**
 * What a grant has brought so far. The controller creates the rights to the credential right after it has granted the
 * registration (seen: Fleet 0.12-0.16); where they are missing half a minute later, they do not come, and the agent waits
 * for them for half an hour, as it does where TLS has failed for it since its request. No grant comes at all where the
 * controller has removed the namespace that it made for the cluster (seen: 0.12.4), which it does not make again.
 */
export class Grant {
  #before: number | undefined;
  #withoutNamespace = 0;

  /**
   * The agent's word at this look, and whether its credential is lost: that is a refusal then.
   */
  look(
    {
      granted,
      namespaceGone,
      clusterNamespace,
    }: Pick<RegistrationState, 'granted' | 'namespaceGone' | 'clusterNamespace'>,
    word: AgentWord,
  ): { word: AgentWord; lost: boolean } {
    this.#withoutNamespace = namespaceGone ? this.#withoutNamespace + 1 : 0;
    if (this.#withoutNamespace >= WITHOUT_NAMESPACE) {
      const refusal = `the namespace of the cluster is gone: ${clusterNamespace}`;
      return { word: { ...word, refusal, refusals: this.#withoutNamespace }, lost: true };
    }
    const { times = 0, saw = '' } = word.heldUp ?? {};
    if (granted) this.#before ??= times;
    const since = times - (this.#before ?? times);
    const lost = word.refusal === undefined && since >= HELD_UP_AFTER_GRANT;
    return { word: lost ? { ...word, refusal: saw, refusals: since } : word, lost };
  }
}

/** Whether an agent checked in, or what it says instead. */
export type CheckIn = { lastSeen: string } | { refusal: string };

/**
 * Waits for a check-in of the agent after a moment (milliseconds since the epoch), and gives its time. A refusal since
 * then may pass, unless it is one to `settleFor`; where it stands at the end of the wait, it is the answer.
 * @throws HarnessError `wait-expired` when neither was seen.
 */
export function awaitCheckIn(
  { upstream, downstream, cluster, deadlineMs, signal }: Watch,
  { after, settleFor }: { after?: number; settleFor?: RegExp } = {},
): Promise<CheckIn> {
  const what = `a check-in in ${cluster.workspace}`;
  return waitPatiently(
    { what, deadlineMs, everyMs: 1_000, signal },
    async (): Promise<PatientLook<CheckIn>> => {
      const [{ lastSeen }, log] = await Promise.all([
        registrationState(upstream, cluster),
        readAgentLog(downstream, cluster.agentNamespace, after === undefined ? {} : { since: after }),
      ]);
      if (Date.parse(lastSeen) > (after ?? 0)) return { done: true, value: { lastSeen } };
      const { refusal } = agentWord(log);
      if (refusal === undefined) return { done: false, saw: `last seen ${lastSeen || 'never'}` };
      if (settleFor?.test(refusal)) return { done: true, value: { refusal } };
      return { done: false, saw: refusal, instead: { refusal } };
    },
  );
}

/**
 * Waits until the controller has refused to import a cluster, and gives its words; undefined when it imported it.
 * @throws HarnessError `wait-expired` when neither was seen.
 */
export function awaitImport(watch: Watch): Promise<string | undefined> {
  const what = `the import in ${watch.cluster.workspace}`;
  return waitFor({ what, deadlineMs: watch.deadlineMs, everyMs: 1_000, signal: watch.signal }, async () => {
    const state = await registrationState(watch.upstream, watch.cluster);
    if (state.importMessage !== '') return { done: true, value: state.importMessage };
    if (state.granted) return { done: true, value: undefined };
    return { done: false, saw: 'neither imported nor refused' };
  });
}

/**
 * Whether a refusal will not pass by itself: it speaks of a certificate or of TLS (the words of Go and of client-go), or
 * again of rights that are not there, which may be a moment late. The agent tries again after a minute.
 */
export function isFinal({ refusal = '', refusals }: AgentWord): boolean {
  if (/x509:|tls:|\bPEM\b|root certificates/.test(refusal)) return true;
  return /\bforbidden\b|\bUnauthorized\b/.test(refusal) && refusals > 1;
}
