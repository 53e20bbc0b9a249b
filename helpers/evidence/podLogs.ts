import type { KubeClient, KubeObject } from '../kube/client.ts';
import { fieldAt } from '../kube/fields.ts';
import { endOfLog, LOG_LINES } from './endOfLog.ts';
import type { EvidenceFile } from './evidenceFolder.ts';

/** Whose logs are read, and where they go. */
export interface PodLogsRequest {
  /** The folder of their files. */
  folder: string;
  client: KubeClient;
  pods: readonly KubeObject[];
  /** Only what was written after this moment, milliseconds since the epoch; all by default. Of previous ones always all. */
  since?: number;
}

/** The logs of all containers of pods, those that prepare them included, each with that of the container before it. */
export async function* podLogs({ folder, client, pods, since }: PodLogsRequest): AsyncIterable<EvidenceFile> {
  for (const pod of pods) {
    const { name, namespace = '' } = pod.metadata;
    for (const { container, restarted } of containersOf(pod)) {
      const file = `${folder}/${namespace}/${name}.${container}`;
      const log = { namespace, name, container, lastLines: LOG_LINES };
      yield* logFile(`${file}.log`, () => client.podLog({ ...log, ...(since !== undefined && { since }) }));
      if (restarted) yield* logFile(`${file}.previous.log`, () => client.podLog({ ...log, previous: true }));
    }
  }
}

/** Nothing for a container that has not started; a log that cannot be had does not keep the next from being read. */
async function* logFile(name: string, read: () => Promise<string | undefined>): AsyncIterable<EvidenceFile> {
  try {
    const content = await read();
    if (content !== undefined) yield { name, content: endOfLog(content), kept: 'end' };
  } catch (error) {
    yield { name, content: error instanceof Error ? error : new Error(String(error)) };
  }
}

function containersOf(pod: KubeObject): { container: string; restarted: boolean }[] {
  return (['initContainer', 'container'] as const).flatMap(kind => {
    const statuses = listAt(pod, `status.${kind}Statuses`);
    return listAt(pod, `spec.${kind}s`).map(one => ({
      container: String(fieldAt(one, 'name')),
      restarted: statuses.some(
        status =>
          fieldAt(status, 'name') === fieldAt(one, 'name') && Number(fieldAt(status, 'restartCount')) > 0,
      ),
    }));
  });
}

function listAt(object: unknown, path: string): readonly unknown[] {
  const list = fieldAt(object, path);
  return Array.isArray(list) ? list : [];
}
