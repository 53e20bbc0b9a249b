import type { KubeClient } from '../kube/client.ts';
import { waitFor } from '../kube/wait.ts';
import type { Look } from '../process/poll.ts';
import { type AgentWord, agentWord, readAgentLog } from './agentLog.ts';
import { type RegistrationState, registrationState } from './cluster.ts';

/** How an agent's registration ended. */
export interface RegistrationOutcome {
  registered: boolean;
  /** What the upstream knows. */
  state: RegistrationState;
  /** What the agent's log says. */
  word: AgentWord;
}

/** Which agent, and how its two clusters are reached. */
export interface RegistrationWatch {
  upstream: KubeClient;
  downstream: KubeClient;
  cluster: { name: string; workspace: string; agentNamespace: string };
  deadlineMs: number;
  signal: AbortSignal;
}

/**
 * Waits until an agent has registered, or has refused its upstream for a reason of TLS. A refusal for another
 * reason may pass (the API server was busy, say), so the wait goes on.
 * @throws HarnessError `wait-expired` when neither was seen: silence proves nothing.
 */
export function awaitRegistration(watch: RegistrationWatch): Promise<RegistrationOutcome> {
  const { upstream, downstream, cluster, deadlineMs, signal } = watch;
  const what = `the registration of ${cluster.name}`;
  return waitFor(
    { what, deadlineMs, everyMs: 1_000, signal },
    async (): Promise<Look<RegistrationOutcome>> => {
      const [state, log] = await Promise.all([
        registrationState(upstream, cluster),
        readAgentLog(downstream, cluster.agentNamespace),
      ]);
      const word = agentWord(log);
      if (word.success !== undefined && state.granted && state.clusterNamespace !== '') {
        return { done: true, value: { registered: true, state, word } };
      }
      if (word.refusal !== undefined && isTlsReason(word.refusal)) {
        return { done: true, value: { registered: false, state, word } };
      }
      return { done: false, saw: `${word.refusal ?? (state.importMessage || 'no word of the agent')}` };
    },
  );
}

/** Waits for the agent's first check-in and gives its time. */
export function awaitCheckIn(watch: RegistrationWatch): Promise<string> {
  const what = `the first check-in of ${watch.cluster.name}`;
  return waitFor({ what, deadlineMs: watch.deadlineMs, everyMs: 1_000, signal: watch.signal }, async () => {
    const { lastSeen } = await registrationState(watch.upstream, watch.cluster);
    return lastSeen === ''
      ? { done: false, saw: 'status.agent.lastSeen is empty' }
      : { done: true, value: lastSeen };
  });
}

/** Whether a message speaks of a certificate or of TLS (Go's wording). */
export function isTlsReason(message: string): boolean {
  return /x509:|tls:/.test(message);
}
