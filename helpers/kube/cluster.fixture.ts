import type { KindRef, KubeClient, KubeObject } from './client.ts';

/** An object of a {@link clusterOf}, which needs no more than what the test is about. */
export type ClusterObject = Pick<KubeObject, 'apiVersion' | 'kind' | 'metadata'> & Record<string, unknown>;

/**
 * A cluster of these objects, as they are at each look, which can only be read.
 * @param logs what its pods wrote, by `<namespace>/<name>`, and `/<container>` where one container is asked for, and
 *   `/previous` for the life before.
 */
export function clusterOf(objects: readonly ClusterObject[], logs: Record<string, string> = {}): KubeClient {
  const ofKind = ({ apiVersion, kind, namespace }: KindRef) =>
    objects.filter(
      object =>
        object.apiVersion === apiVersion &&
        object.kind === kind &&
        (namespace === undefined || object.metadata.namespace === namespace),
    );
  const refuse = () => Promise.reject(new Error('this cluster can only be read'));
  return {
    get: async ref => ofKind(ref).find(({ metadata }) => metadata.name === ref.name),
    list: async (kind, selector) => ofKind(kind).filter(object => isSelected(object, selector)),
    podLog: async ({ namespace, name, container, previous }) =>
      logs[
        [
          namespace,
          name,
          ...(container === undefined ? [] : [container]),
          ...(previous ? ['previous'] : []),
        ].join('/')
      ],
    apply: refuse,
    remove: refuse,
  };
}

function isSelected({ metadata: { labels = {} } }: ClusterObject, selector?: string): boolean {
  const wanted = selector?.split(',').map(one => one.split('=')) ?? [];
  return wanted.every(([label = '', value]) => labels[label] === value);
}
