import { BroadcastChannel } from 'node:worker_threads';
import type { ProgressEvent } from '../../helpers/process/progress.ts';

/** Carries what happens in vitest's worker threads to the command, which alone writes to the terminal. */
function channelOf(runId: string): BroadcastChannel {
  const channel = new BroadcastChannel(`fleet-tls-e2e.progress.${runId}`);
  channel.unref();
  return channel;
}

/** In a worker: hands an event on to the command. */
export function eventsToCommand(runId: string): (event: ProgressEvent) => void {
  const channel = channelOf(runId);
  return event => channel.postMessage(event);
}

/**
 * In the command: shows the events of all workers of the run.
 * @returns ends it.
 */
export function eventsFromWorkers(runId: string, show: (event: ProgressEvent) => void): () => void {
  const channel = channelOf(runId);
  channel.onmessage = ({ data }) => show(data);
  return () => channel.close();
}
