import { agentWord, readAgentLog } from '../../helpers/fleet/agentLog.ts';
import { type AgentPod, agentPods } from '../../helpers/fleet/agentPod.ts';
import {
  awaitCheckIn,
  awaitImport,
  isFinal,
  type RegistrationOutcome,
} from '../../helpers/fleet/registration.ts';
import { awaitSavedCa } from '../../helpers/fleet/savedKubeconfig.ts';
import { waitFor } from '../../helpers/kube/wait.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import type { Observation } from '../judge/judge.ts';
import type { PlannedAgent } from '../plan/plan.ts';
import type { Scene } from '../play/scene.ts';
import { endpointOf } from '../world/endpoints.ts';

/** How long an agent may take to follow a change. */
const FOLLOW_DEADLINE_MS = 150_000;

/** Whether the agent registers, checks in, and its requests with a token arrive at the scenario's endpoint. */
export async function observeRegisters(scene: Scene): Promise<Observation> {
  const { agent, world, done } = scene;
  const expected = 'the agent registers and its requests arrive at the edge';
  const { watch, outcome: first } = await world.agent(agent);
  const settled = first.registered || done.changedAt === 0;
  const { outcome } = settled ? { outcome: first } : await world.agentAgain(agent);
  if (!outcome.registered) {
    const saw = outcome.word.refusal ?? 'no word of the agent';
    return { expected, met: false, saw, error: saw, witnesses: [{ source: 'agent-log', saw }] };
  }
  const checkIn = await awaitCheckIn(watch);
  if ('refusal' in checkIn) {
    const { refusal: saw } = checkIn;
    return { expected, met: false, saw, error: saw, witnesses: [{ source: 'agent-log', saw }] };
  }
  const witnesses: Observation['witnesses'] = [
    { source: 'kubernetes', saw: `ClusterRegistration granted, Cluster last seen ${checkIn.lastSeen}` },
    { source: 'agent-log', saw: outcome.word.success ?? '' },
  ];
  // The upstream's own agent goes to the API server by its service, not through the edge.
  if (agent.world.registration === 'local') {
    return { expected, met: true, saw: 'registered and checked in', witnesses };
  }
  const withToken = await tokenRequests(scene, agent.listener);
  const through = withToken > 0;
  return {
    expected,
    met: through,
    saw: through ? 'registered and checked in' : 'registered, but not through the endpoint of this scenario',
    witnesses: [...witnesses, { source: 'edge', saw: `${withToken} requests with a token` }],
  };
}

/** Whether the agent refuses for this reason, and kept its token to itself, and nothing was created upstream. */
export async function observeRefusal(scene: Scene, reason: RegExp): Promise<Observation[]> {
  const { outcome } = await scene.registered();
  const withToken = await tokenRequests(scene, scene.agent.listener);
  return [
    notRegistered(outcome, { reason, expected: `the agent refuses the endpoint: ${reason.source}` }),
    noTokenSeen(withToken),
    nothingCreated(scene, outcome),
  ];
}

/** Whether the upstream turned the agent away for this reason, and created nothing. */
export async function observeTurnedAway(scene: Scene, reason: RegExp): Promise<Observation[]> {
  const { outcome } = await scene.registered();
  return [
    notRegistered(outcome, { reason, expected: `the upstream turns the agent away: ${reason.source}` }),
    nothingCreated(scene, outcome),
  ];
}

function notRegistered(
  { registered, word }: RegistrationOutcome,
  { reason, expected }: { reason: RegExp; expected: string },
): Observation {
  const { refusal = '', success = '' } = word;
  return {
    expected,
    met: !registered && reason.test(refusal),
    saw: registered ? 'the agent registered' : refusal,
    ...(!registered && { error: refusal }),
    witnesses: [{ source: 'agent-log', saw: refusal || success }],
  };
}

function nothingCreated(
  { agent }: Scene,
  { state: { registrations: created } }: RegistrationOutcome,
): Observation {
  return {
    expected: 'nothing is created upstream',
    met: created.length === 0,
    saw: created.length === 0 ? 'no ClusterRegistration' : `ClusterRegistration ${created.join(', ')}`,
    witnesses: [
      { source: 'kubernetes', saw: `${created.length} ClusterRegistrations in ${agent.workspace}` },
    ],
  };
}

function noTokenSeen(withToken: number): Observation {
  return {
    expected: 'no request with a token reaches an endpoint that its sender had no right to trust',
    met: withToken === 0,
    saw: `${withToken} requests with a token at the edge`,
    witnesses: [{ source: 'edge', saw: `${withToken} requests with a token` }],
  };
}

/** Whether the controller refuses to import the cluster for this reason, and sends no token to the downstream. */
export async function observeImportRefusal(scene: Scene, reason: RegExp): Promise<Observation[]> {
  const { agent, world } = scene;
  const { watch } = await world.defined(agent);
  const message = await awaitImport(watch);
  const saw = message ?? 'the cluster was imported';
  const refused: Observation = {
    expected: `the controller refuses the import: ${reason.source}`,
    met: message !== undefined && reason.test(message),
    saw,
    ...(message !== undefined && { error: message }),
    witnesses: [{ source: 'kubernetes', saw: `Cluster: ${saw}` }],
  };
  if (agent.down === undefined) return [refused];
  return [refused, noTokenSeen(await tokenRequests(scene, agent.down))];
}

/** Whether the agent checks in after the last change, or says what is missing where that will do. */
export async function observeCheckIn(scene: Scene, orSays?: RegExp): Promise<Observation> {
  const { watch } = await scene.registered();
  const expected = `the agent checks in after the change${orSays ? `, or says: ${orSays.source}` : ''}`;
  // The clusters share this machine's clock, and lastSeen has whole seconds.
  const after = scene.done.changedAt + 1_000;
  const seen = await awaitCheckIn(watch, { after, ...(orSays && { settleFor: orSays }) });
  if ('refusal' in seen) {
    const { refusal: saw } = seen;
    const met = orSays?.test(saw) ?? false;
    return { expected, met, saw, error: saw, witnesses: [{ source: 'agent-log', saw }] };
  }
  return {
    expected,
    met: true,
    saw: 'checked in after the change',
    witnesses: [{ source: 'kubernetes', saw: `Cluster last seen ${seen.lastSeen}` }],
  };
}

/** Whether the agent says after the last change that it does not trust its upstream, and checks in no more. */
export async function observeDistrust(scene: Scene, reason: RegExp): Promise<Observation> {
  const { watch } = await scene.registered();
  const expected = `the agent trusts its upstream no more: ${reason.source}`;
  const after = scene.done.changedAt + 1_000;
  const seen = await awaitCheckIn(watch, { after, settleFor: reason });
  if ('refusal' in seen) {
    const { refusal: saw } = seen;
    return { expected, met: reason.test(saw), saw, error: saw, witnesses: [{ source: 'agent-log', saw }] };
  }
  return {
    expected,
    met: false,
    saw: 'checked in after the change',
    witnesses: [{ source: 'kubernetes', saw: `Cluster last seen ${seen.lastSeen}` }],
  };
}

/** Whether the kubeconfig that the agent saved carries a CA, or does not. */
export async function observeSavedCa(scene: Scene, there: boolean): Promise<Observation> {
  const { watch } = await scene.registered();
  const saved = await awaitSavedCa(watch.downstream, watch.cluster.agentNamespace, {
    wanted: there,
    // At once what was saved at registration; later what a change has to bring about.
    deadlineMs: scene.done.changedAt === 0 ? 5_000 : FOLLOW_DEADLINE_MS,
    signal: scene.signal,
  });
  return savedCaSeen(saved, there);
}

/** What a saved kubeconfig says of its CA; undefined where none was saved. */
export function savedCaSeen(saved: boolean | undefined, there: boolean): Observation {
  const words = (carries: boolean) => `the saved kubeconfig carries ${carries ? 'a' : 'no'} CA`;
  const saw = saved === undefined ? 'no saved kubeconfig' : words(saved);
  return {
    expected: words(there),
    met: saved === there,
    saw,
    witnesses: [{ source: 'kubernetes', saw: `Secret fleet-agent: ${saw}` }],
  };
}

/** Whether the agent's pod is the one from before the change, and was not restarted. */
export async function observeSamePod(scene: Scene): Promise<Observation> {
  const { watch } = await scene.registered();
  const before = scene.done.podsBefore;
  const now = await agentPods(watch.downstream, watch.cluster.agentNamespace);
  const words = (pods: typeof now) =>
    pods.map(({ name, restarts }) => `${name} (${restarts} restarts)`).join(', ') || 'none';
  // None before and none now is nobody who stayed.
  const same = now.length > 0 && JSON.stringify(now) === JSON.stringify(before);
  const killed = now.find(pod => pod.killed !== undefined);
  if (!same && killed !== undefined) throw killedByMachine(killed);
  return {
    expected: "the agent's pod is the same, and was not restarted",
    met: same,
    saw: same ? 'the same pod' : `before: ${words(before)}; now: ${words(now)}`,
    witnesses: [{ source: 'kubernetes', saw: `pods of the agent: ${words(now)}` }],
  };
}

function killedByMachine({ name, killed }: AgentPod): HarnessError {
  return new HarnessError('world-unusable', {
    message: `the machine killed the agent's pod ${name} (${killed}), which had no limit of memory`,
    cure: 'Free memory, or play fewer pairs at once',
  });
}

/**
 * Whether a second agent is accepted at the endpoint that the first refused: otherwise the refusal says nothing. An agent
 * that verified the endpoint sends its token there; whether it then registers is another scenario's question.
 */
export async function observeAccepted(scene: Scene, accepted: PlannedAgent): Promise<Observation> {
  const before = await tokenRequests(scene, accepted.listener);
  const { watch } = await scene.world.defined(accepted);
  const { url } = endpointOf(scene.world.run, accepted.listener);
  const what = `the control at ${url}`;
  const { withToken, refusal } = await waitFor(
    { what, deadlineMs: watch.deadlineMs, everyMs: 1_000, signal: scene.signal },
    async () => {
      const withToken = (await tokenRequests(scene, accepted.listener)) - before;
      const word = agentWord(await readAgentLog(watch.downstream, watch.cluster.agentNamespace));
      const done = withToken > 0 || isFinal(word);
      const saw = word.refusal ?? 'no word of the agent, and no request with a token';
      return done ? { done, value: { withToken, refusal: saw } } : { done, saw };
    },
  );
  return {
    expected: `an agent that may trust ${url} is accepted there`,
    met: withToken > 0,
    saw: withToken > 0 ? 'the control sent its token to the same endpoint' : refusal,
    witnesses: [{ source: 'edge', saw: `control: ${withToken} requests with a token` }],
  };
}

/** How many requests with an Authorization header an endpoint has got. */
async function tokenRequests(scene: Scene, listener: string): Promise<number> {
  const { requests } = await scene.edgeRecord();
  return requests.filter(request => request.listener === listener && request.hasAuthorization).length;
}
