import type { KubeClient } from '../../helpers/kube/client.ts';
import { fieldAt, listAt } from '../../helpers/kube/fields.ts';
import type { Observation } from '../judge/judge.ts';
import type { Scene } from '../play/scene.ts';
import { secretsOf } from '../run/secrets.ts';

/** Where pods of Fleet write logs: the controllers upstream, a pair's agents in namespaces of their own downstream. */
function isOfFleet(namespace: string, pair: string): boolean {
  return (
    namespace.startsWith('cattle-fleet-') ||
    (namespace.startsWith(`${pair}-`) && namespace.endsWith('-agent'))
  );
}

/** Values of Secrets that are worth looking for: tokens, passwords, keys; not names, URLs or certificates. */
const SECRET_ENTRIES = /token$|password|key$|kubeconfig|^value$/i;

/** The form of Kubernetes' tokens. The one that an agent registered with is in no Secret any more. */
const TOKEN = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]/;

/** Shorter ones stand in logs by chance. */
const LEAST_LENGTH = 12;

/** Whether no token, password or key of the run's Secrets stands in a log of Fleet's pods. */
export async function observeNoSecretInLogs({ world }: Scene): Promise<Observation> {
  const clusters = { upstream: world.upstream, ...world.downstreams };
  const secrets = new Set([secretsOf(world.run).endpointPassword]);
  const logs: { pod: string; log: string }[] = [];
  for (const [side, client] of Object.entries(clusters)) {
    for (const secret of await secretValues(client)) secrets.add(secret);
    logs.push(...(await logsOf(client, { side, pair: world.pair.key })));
  }
  const leaking = logs.filter(
    ({ log }) => TOKEN.test(log) || [...secrets].some(secret => log.includes(secret)),
  );
  const met = logs.length > 0 && leaking.length === 0;
  return {
    expected: "no token, password or key stands in a log of Fleet's pods",
    met,
    saw: met
      ? `none of ${secrets.size} secrets, and no token, in ${logs.length} logs`
      : `a secret stands in the log of ${leaking.map(({ pod }) => pod).join(', ') || 'nobody: there are no logs'}`,
    witnesses: [{ source: 'kubernetes', saw: `${logs.length} logs searched for ${secrets.size} secrets` }],
  };
}

async function secretValues(client: KubeClient): Promise<string[]> {
  const secrets = await client.list({ apiVersion: 'v1', kind: 'Secret' });
  return secrets.flatMap(secret =>
    Object.entries(fieldAt(secret, 'data') ?? {})
      .filter(([key]) => SECRET_ENTRIES.test(key))
      .flatMap(([, value]) => [String(value), Buffer.from(String(value), 'base64').toString('utf8')])
      .filter(text => text.length >= LEAST_LENGTH),
  );
}

async function logsOf(
  client: KubeClient,
  { side, pair }: { side: string; pair: string },
): Promise<{ pod: string; log: string }[]> {
  const pods = await client.list({ apiVersion: 'v1', kind: 'Pod' });
  const ofFleet = pods.filter(({ metadata }) => isOfFleet(metadata.namespace ?? '', pair));
  const logs = await Promise.all(
    ofFleet.flatMap(pod => {
      const { name, namespace = '' } = pod.metadata;
      // One that was started again has a log of its life before as well.
      return listAt(pod, 'spec.containers').flatMap(container =>
        [false, true].map(async previous => ({
          pod: `${side} ${namespace}/${name}`,
          log: await client.podLog({
            namespace,
            name,
            container: String(container.name),
            ...(previous && { previous }),
          }),
        })),
      );
    }),
  );
  return logs.flatMap(({ pod, log }) => (log === undefined ? [] : [{ pod, log }]));
}
