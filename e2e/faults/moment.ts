import { adapterFor } from '../../helpers/fleet/adapters/choose.ts';
import { FLEET_API } from '../../helpers/fleet/places.ts';
import type { KubeClient, KubeObject } from '../../helpers/kube/client.ts';
import { textAt } from '../../helpers/kube/fields.ts';
import { waitFor } from '../../helpers/kube/wait.ts';
import { poll } from '../../helpers/process/poll.ts';
import type { Moment } from './fault.ts';
import { clientOf, clustersOf, type Site } from './site.ts';

const DEADLINE_MS = 240_000;

/** What a run says once nothing of an earlier one is left in its world. */
const CLEARED = /nothing of an earlier run is left: done/;

/**
 * Waits for a moment of a run that is under way.
 * @param told the lines that it has told so far.
 * @throws HarnessError `wait-expired`; `interrupted` when the run ended before it came.
 */
export async function awaitMoment(
  when: Moment,
  { world, signal }: Site,
  told: readonly string[],
): Promise<void> {
  if (when === 'before') return;
  const options = { deadlineMs: DEADLINE_MS, everyMs: 100, signal };
  await poll({ what: 'the beginning of the run', ...options }, async () => {
    if (told.some(line => CLEARED.test(line))) return { done: true, value: undefined };
    return { done: false, saw: told.at(-1) ?? 'nothing' };
  });
  if (when === 'cleared') return;
  const clients = clustersOf(world.handle, 'upstream').map(clientOf);
  await waitFor({ what: `the moment "${when}"`, ...options }, async () => {
    const found = await Promise.all(clients.map(client => haveCome(when, client, world.handle.plan.pairs)));
    return found.includes(true) ? { done: true, value: undefined } : { done: false, saw: 'not yet' };
  });
}

async function haveCome(
  when: Exclude<Moment, 'before' | 'cleared'>,
  client: KubeClient,
  pairs: readonly { key: string; controller: string }[],
): Promise<boolean> {
  const ofRun = ({ metadata: { namespace = '' } }: KubeObject) =>
    pairs.some(({ key }) => namespace.startsWith(`${key}-`));
  const kinds =
    when === 'acts' ? pairs.map(({ controller }) => adapterFor(controller).helmOpKind) : ['Cluster'];
  const lists = await Promise.all(kinds.map(kind => client.list({ apiVersion: FLEET_API, kind })));
  const found = lists.flat().filter(ofRun);
  return found.some(one => when !== 'checked-in' || textAt(one, 'status.agent.lastSeen') !== '');
}
