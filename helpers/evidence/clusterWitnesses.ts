import { fleetKinds } from '../fleet/kinds.ts';
import { FLEET_API } from '../fleet/places.ts';
import type { KindRef, KubeClient, KubeObject } from '../kube/client.ts';
import { fieldAt } from '../kube/fields.ts';
import { eventLines } from './eventLines.ts';
import { type Witness, witness } from './evidenceFolder.ts';
import { jsonText, objectsText } from './objects.ts';
import { podLogs } from './podLogs.ts';

/** A cluster that is looked into. */
export interface LookedCluster {
  /** Its folder, as in `upstream-u1`. */
  name: string;
  client: KubeClient;
  /** Which namespaces are looked into. */
  isMeant: (namespace: string) => boolean;
  /** From when on logs count, milliseconds since the epoch. */
  since: number;
}

/** What runs in a namespace, and what makes it run. */
const WORKLOADS: readonly KindRef[] = [
  { apiVersion: 'v1', kind: 'Namespace' },
  { apiVersion: 'apps/v1', kind: 'Deployment' },
  { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  { apiVersion: 'batch/v1', kind: 'Job' },
  { apiVersion: 'v1', kind: 'Pod' },
];

/** Of Fleet's kinds the one that holds what is deployed, packed: nothing to read. */
const PACKED = 'Content';

/** Where events about nodes stand. */
const OF_NODES = 'default';

/** Every namespace has it, and it is the cluster's own CA. */
const EVERYWHERE = 'kube-root-ca.crt';

/**
 * What a cluster itself tells of some of its namespaces: Fleet's objects, events, workloads, config maps, versions and
 * images, and the logs of all pods. Of Secrets nothing.
 */
export function clusterWitnesses({ name, client, isMeant, since }: LookedCluster): Witness[] {
  const list = async (kind: KindRef) =>
    (await client.list(kind))
      .map(object => withKind(object, kind))
      .filter(object => isMeant(placeOf(object)));
  const lists = async (kinds: readonly KindRef[]) => (await Promise.all(kinds.map(list))).flat();
  const pods = { apiVersion: 'v1', kind: 'Pod' };
  return [
    witness(`${name}/fleet.json`, async () => {
      const kinds = (await fleetKinds(client)).filter(kind => kind !== PACKED);
      return objectsText(await lists(kinds.map(kind => ({ apiVersion: FLEET_API, kind }))));
    }),
    witness(
      `${name}/events.txt`,
      async () => {
        const events = await client.list({ apiVersion: 'v1', kind: 'Event' });
        return eventLines(
          events.filter(({ metadata: { namespace = '' } }) => namespace === OF_NODES || isMeant(namespace)),
        );
      },
      { kept: 'end' },
    ),
    witness(`${name}/config-maps.json`, async () => {
      const maps = await list({ apiVersion: 'v1', kind: 'ConfigMap' });
      return objectsText(maps.filter(({ metadata }) => metadata.name !== EVERYWHERE));
    }),
    witness(`${name}/versions.json`, async () => {
      const nodes = await client.list({ apiVersion: 'v1', kind: 'Node' });
      return jsonText({
        nodes: nodes.map(node => ({ name: node.metadata.name, ...Object(fieldAt(node, 'status.nodeInfo')) })),
        pods: (await list(pods)).map(imagesOf),
      });
    }),
    witness(`${name}/workloads.json`, async () => objectsText(await lists(WORKLOADS))),
    {
      name: `${name}/logs`,
      async *tell() {
        yield* podLogs({ folder: `${name}/logs`, client, pods: await list(pods), since });
      },
    },
  ];
}

/** The API does not repeat in a list what it is a list of. */
function withKind(object: KubeObject, { apiVersion, kind }: KindRef): KubeObject {
  return Object.assign({ apiVersion, kind }, object, { apiVersion, kind });
}

/** The namespace of an object; of a namespace its own name. */
function placeOf({ kind, metadata: { name, namespace } }: KubeObject): string {
  return kind === 'Namespace' ? name : (namespace ?? '');
}

/** What a pod was to run, and what it does: with the digest of the image that the node has. */
function imagesOf(pod: KubeObject): unknown {
  const { namespace = '', name } = pod.metadata;
  const statuses = fieldAt(pod, 'status.containerStatuses');
  return {
    pod: `${namespace}/${name}`,
    images: (Array.isArray(statuses) ? statuses : []).map(status => ({
      container: fieldAt(status, 'name'),
      image: fieldAt(status, 'image'),
      imageID: fieldAt(status, 'imageID'),
    })),
  };
}
