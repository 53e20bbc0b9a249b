import { awaitCheckIn } from '../../helpers/fleet/registration.ts';
import type { Observation } from '../judge/judge.ts';
import { REGISTRATION_DEADLINE_MS } from '../world/world.ts';
import type { Scene } from './scene.ts';

/** Whether the agent registers, checks in, and its requests with a token arrive at the scenario's endpoint. */
export async function observeRegisters(scene: Scene): Promise<Observation> {
  const { world, agent, signal } = scene;
  const expected = 'the agent registers and its requests arrive at the edge';
  const { cluster, outcome } = await world.agent(agent);
  if (!outcome.registered) {
    const saw = outcome.word.refusal ?? 'no word of the agent';
    return { expected, met: false, saw, witnesses: [{ source: 'agent-log', saw }] };
  }
  const watch = {
    upstream: world.upstream,
    downstream: world.downstream,
    cluster,
    deadlineMs: REGISTRATION_DEADLINE_MS,
    signal,
  };
  const lastSeen = await awaitCheckIn(watch);
  const withToken = await tokenRequests(scene);
  return {
    expected,
    met: withToken > 0,
    saw:
      withToken > 0
        ? 'registered and checked in'
        : 'registered, but not through the endpoint of this scenario',
    witnesses: [
      { source: 'kubernetes', saw: `ClusterRegistration granted, Cluster last seen ${lastSeen}` },
      { source: 'agent-log', saw: outcome.word.success ?? '' },
      { source: 'edge', saw: `${withToken} requests with a token` },
    ],
  };
}

/** Whether the agent refuses for this reason, and kept its token to itself, and nothing was created upstream. */
export async function observeRefusal(scene: Scene, reason: RegExp): Promise<Observation[]> {
  const { outcome } = await scene.world.agent(scene.agent);
  const withToken = await tokenRequests(scene);
  const refusal = outcome.word.refusal ?? '';
  const refused = !outcome.registered && reason.test(refusal);
  const created = outcome.state.registrations;
  return [
    {
      expected: `the agent refuses the endpoint: ${reason.source}`,
      met: refused,
      saw: outcome.registered ? 'the agent registered' : refusal,
      witnesses: [{ source: 'agent-log', saw: refusal || (outcome.word.success ?? '') }],
    },
    {
      expected: 'no request with a token reaches an endpoint that the agent had no right to trust',
      met: withToken === 0,
      saw: `${withToken} requests with a token at the edge`,
      witnesses: [{ source: 'edge', saw: `${withToken} requests with a token` }],
    },
    {
      expected: 'nothing is created upstream',
      met: created.length === 0,
      saw: created.length === 0 ? 'no ClusterRegistration' : `ClusterRegistration ${created.join(', ')}`,
      witnesses: [
        { source: 'kubernetes', saw: `${created.length} ClusterRegistrations in ${scene.agent.name}` },
      ],
    },
  ];
}

/** How many requests with an Authorization header the endpoint of the scenario's agent has got. */
async function tokenRequests({ agent, edgeRecord }: Scene): Promise<number> {
  const { requests } = await edgeRecord();
  return requests.filter(request => request.listener === agent.listener && request.hasAuthorization).length;
}
