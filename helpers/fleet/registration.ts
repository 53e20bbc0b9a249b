import { type PatientLook, waitFor, waitPatiently } from '../kube/wait.ts';
import { type AgentWord, agentWord, readAgentLog } from './agentLog.ts';
import { type RegistrationState, registrationState } from './cluster.ts';
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
  return waitPatiently(
    { what, deadlineMs, everyMs: 1_000, signal },
    async (): Promise<PatientLook<RegistrationOutcome>> => {
      const [state, log] = await Promise.all([
        registrationState(upstream, cluster),
        readAgentLog(downstream, cluster.agentNamespace),
      ]);
      const word = agentWord(log);
      if (word.success !== undefined && state.granted && state.clusterNamespace !== '') {
        return { done: true, value: { registered: true, state, word } };
      }
      const saw = word.refusal ?? (state.importMessage || 'no word of the agent');
      if (word.refusal === undefined || !isFinal(word)) return { done: false, saw };
      const value = { registered: false, state, word };
      return patient ? { done: false, saw, instead: value } : { done: true, value };
    },
  );
}

/** Waits for a check-in of the agent after a moment (milliseconds since the epoch), and gives its time. */
export function awaitCheckIn(watch: Watch, after = 0): Promise<string> {
  const what = `a check-in in ${watch.cluster.workspace}`;
  return waitFor({ what, deadlineMs: watch.deadlineMs, everyMs: 1_000, signal: watch.signal }, async () => {
    const { lastSeen } = await registrationState(watch.upstream, watch.cluster);
    return lastSeen !== '' && Date.parse(lastSeen) > after
      ? { done: true, value: lastSeen }
      : { done: false, saw: `last seen ${lastSeen || 'never'}` };
  });
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
export function isFinal({ refusal = '', refusals, stuck }: AgentWord): boolean {
  if (/x509:|tls:|\bPEM\b|root certificates/.test(refusal)) return true;
  return stuck || (/\bforbidden\b|\bUnauthorized\b/.test(refusal) && refusals > 1);
}
