import { setTimeout as delay } from 'node:timers/promises';
import {
  CoreV1Api,
  type KubernetesObject,
  KubernetesObjectApi,
  PatchStrategy,
} from '@kubernetes/client-node';
import { HarnessError } from '../process/errors.ts';
import { poll } from '../process/poll.ts';
import { forbearance, isNotFound, kubeFailure } from './apiError.ts';
import { SharedConnection } from './sharedConnection.ts';

/** A Kubernetes object as the harness writes it and reads it: nothing is assumed of spec and status. */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

/** What the harness uses of an object's metadata. */
export interface ObjectMeta {
  name: string;
  uid?: string;
  namespace?: string;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: { uid: string }[];
  creationTimestamp?: string;
  deletionTimestamp?: string;
}

/** Which kind of object, in one namespace or in all. */
export interface KindRef {
  apiVersion: string;
  kind: string;
  namespace?: string;
}

/** Which object. */
export interface ObjectRef extends KindRef {
  name: string;
}

/** The few calls to one cluster's API that the harness makes. All throw HarnessError `kube-api`. */
export interface KubeClient {
  /** Creates or changes an object by server-side apply, as the owner of all fields it names. */
  apply(object: KubeObject): Promise<KubeObject>;
  /** The object, or undefined when there is none. */
  get(ref: ObjectRef): Promise<KubeObject | undefined>;
  /** All objects of a kind; an unknown kind is an error. */
  list(kind: KindRef, labelSelector?: string): Promise<KubeObject[]>;
  /**
   * Deletes an object; one that is not there is as good as deleted.
   * @param options `now` leaves a pod no time to end by itself.
   */
  remove(ref: ObjectRef, options?: { now?: boolean }): Promise<void>;
  /** The log of a pod's container so far, or undefined while the container has none. */
  podLog(pod: {
    namespace: string;
    name: string;
    container?: string;
    previous?: boolean;
    /** Only what was written after this moment, milliseconds since the epoch; to the second. */
    since?: number;
    /** Only so many lines at its end: a log of 40,000 keeps a processor busy for a second (measured). */
    lastLines?: number;
  }): Promise<string | undefined>;
}

const FIELD_MANAGER = 'fleet-tls-e2e';

/** How long a call is made again whose connection broke, or that the API put off (429, 5xx). */
const PATIENCE_MS = 15_000;

/** How long a call may go without an answer: a node that stands still keeps connections open and says nothing. */
const SILENCE_MS = 60_000;

function configOf(kubeconfig: string): SharedConnection {
  const config = new SharedConnection();
  try {
    config.loadFromString(kubeconfig);
    if (config.getCurrentCluster() !== null) return config;
  } catch {
    // Not as a cause: the complaint would hold what the kubeconfig says.
  }
  throw new HarnessError('world-unusable', {
    message: 'the kubeconfig of a cluster cannot be used',
    cure: 'Create the cluster again',
  });
}

/**
 * Opens a client for the cluster of a kubeconfig's text. A busy API server breaks connections off: a call that met that is
 * made again, since none of them does more when it is made twice.
 */
export function connect(
  kubeconfig: string,
  { patienceMs = PATIENCE_MS, silenceMs = SILENCE_MS } = {},
): KubeClient {
  const config = configOf(kubeconfig);
  const core = config.makeApiClient(CoreV1Api);
  // It caches what kinds an API version has, and asks again for a kind that it does not know.
  const objects = KubernetesObjectApi.makeApiClient(config);
  const attempt = <T>(what: string, call: () => Promise<T>) =>
    attempts(what, { call: () => answered(call(), silenceMs), renew: () => config.renew() }, patienceMs);

  return {
    apply: object =>
      attempt(`apply ${describe(object)}`, async () => {
        const applied = await objects.patch(
          object as unknown as KubernetesObject,
          undefined,
          undefined,
          FIELD_MANAGER,
          true,
          PatchStrategy.ServerSideApply,
        );
        return applied as unknown as KubeObject;
      }),
    get: ref =>
      attempt(`read ${describe({ ...ref, metadata: ref })}`, async () => {
        try {
          const header = {
            apiVersion: ref.apiVersion,
            kind: ref.kind,
            metadata: { name: ref.name, ...(ref.namespace !== undefined && { namespace: ref.namespace }) },
          };
          return (await objects.read(header)) as unknown as KubeObject;
        } catch (error) {
          if (isNotFound(error)) return undefined;
          throw error;
        }
      }),
    list: (kind, labelSelector) =>
      attempt(`list ${kind.kind} of ${kind.namespace ?? 'all namespaces'}`, async () => {
        const list = await objects.list(
          kind.apiVersion,
          kind.kind,
          kind.namespace,
          undefined,
          undefined,
          undefined,
          undefined,
          labelSelector,
        );
        return list.items as unknown as KubeObject[];
      }),
    remove: (ref, { now = false } = {}) =>
      attempt(`delete ${describe({ ...ref, metadata: ref })}`, async () => {
        try {
          const header = { apiVersion: ref.apiVersion, kind: ref.kind, metadata: ref } as KubernetesObject;
          await objects.delete(header, undefined, undefined, ...(now ? [0] : []));
        } catch (error) {
          if (!isNotFound(error)) throw error;
        }
      }),
    podLog: pod =>
      attempt(`read the log of pod ${pod.namespace}/${pod.name}`, async () => {
        try {
          return await core.readNamespacedPodLog({
            name: pod.name,
            namespace: pod.namespace,
            ...(pod.container !== undefined && { container: pod.container }),
            ...(pod.previous !== undefined && { previous: pod.previous }),
            ...(pod.since !== undefined && { sinceSeconds: secondsSince(pod.since) }),
            ...(pod.lastLines !== undefined && { tailLines: pod.lastLines }),
          });
        } catch (error) {
          if (isNotFound(error) || isNotYetStarted(error)) return undefined;
          if (isEmptyAnswer(error)) return '';
          throw error;
        }
      }),
  };
}

/** @throws an error with the code of a connection that timed out. */
async function answered<T>(call: Promise<T>, silenceMs: number): Promise<T> {
  const gaveUp = new AbortController();
  const silence = delay(silenceMs, undefined, { signal: gaveUp.signal }).then(() => {
    throw Object.assign(new Error(`no answer within ${silenceMs / 1000} s`), { code: 'ETIMEDOUT' });
  });
  try {
    return await Promise.race([call, silence]);
  } finally {
    gaveUp.abort();
    silence.catch(() => undefined);
  }
}

/** Patience begins when the first try has failed: a connection may hang for longer than all of it before it breaks. */
async function attempts<T>(
  what: string,
  { call, renew }: { call: () => Promise<T>; renew: () => void },
  patienceMs: number,
): Promise<T> {
  const { tolerate, onAgain } = forbearance(what);
  const again = (error: unknown) => {
    // The connection may be what failed.
    renew();
    onAgain(error);
  };
  try {
    return await call();
  } catch (error) {
    if (!tolerate(error)) throw kubeFailure(what, error);
    again(error);
  }
  try {
    return await poll({ what, deadlineMs: patienceMs, tolerate, onAgain: again }, async () => ({
      done: true,
      value: await call(),
    }));
  } catch (error) {
    const over = error instanceof HarnessError && error.code === 'wait-expired';
    throw kubeFailure(what, over ? error.cause : error);
  }
}

/** The API counts in whole seconds, of which there is at least one. */
function secondsSince(moment: number): number {
  return Math.max(1, Math.ceil((Date.now() - moment) / 1000));
}

/** The client cannot read an answer without content: a container that has not said anything yet. */
function isEmptyAnswer(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('Cannot parse content. No Content-Type defined');
}

/** The kubelet answers 400 for the log of a container that has not started. */
function isNotYetStarted(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 400;
}

function describe(object: { kind: string; metadata: { name: string; namespace?: string } }): string {
  const { name, namespace } = object.metadata;
  return `${object.kind} ${namespace === undefined ? name : `${namespace}/${name}`}`;
}
