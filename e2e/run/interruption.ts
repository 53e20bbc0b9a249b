import { BroadcastChannel } from 'node:worker_threads';

/** Carries the run's interruption from the command to vitest's worker threads, which get no signals. */
function channelOf(runId: string): BroadcastChannel {
  const channel = new BroadcastChannel(`fleet-tls-e2e.interrupt.${runId}`);
  channel.unref();
  return channel;
}

/** Passes an interruption on to all workers of the run. */
export function forwardInterruption(runId: string, signal: AbortSignal): void {
  const channel = channelOf(runId);
  signal.addEventListener('abort', () => channel.postMessage('interrupted'), { once: true });
}

/** A signal that fires in a worker when the run is interrupted. */
export function interruptionOf(runId: string): AbortSignal {
  const controller = new AbortController();
  channelOf(runId).onmessage = () => controller.abort();
  return controller.signal;
}
