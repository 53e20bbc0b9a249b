import { BroadcastChannel } from 'node:worker_threads';
import type { RunHandle } from './handle.ts';

/** What goes over the channel: a worker asks, the command answers, once it can. */
type Message = { ask: true } | { run: RunHandle } | { over: true };

function channelOf(runId: string): BroadcastChannel {
  const channel = new BroadcastChannel(`fleet-tls-e2e.handover.${runId}`);
  channel.unref();
  return channel;
}

/** The command's end of the handover: vitest's workers load while the run is still being brought up. */
export interface Handover {
  /** Hands the prepared run to the workers that wait for it, and to each that asks for it later. */
  give(run: RunHandle): void;
  /** Lets the workers go that still wait: there will be no run. */
  end(): void;
}

/** In the command: answers the workers of a run. */
export function openHandover(runId: string): Handover {
  const channel = channelOf(runId);
  let answer: Message | undefined;
  const say = (message: Message) => {
    answer = message;
    channel.postMessage(message);
  };
  channel.onmessage = ({ data }: { data: Message }) => {
    if ('ask' in data && answer) channel.postMessage(answer);
  };
  return { give: run => say({ run }), end: () => say({ over: true }) };
}

/**
 * In a worker: waits for the prepared run.
 * @throws Error when the run ended before it was prepared.
 */
export async function takeHandover(runId: string): Promise<RunHandle> {
  const channel = channelOf(runId);
  const answer = await new Promise<Message>(resolve => {
    channel.onmessage = ({ data }: { data: Message }) => {
      if (!('ask' in data)) resolve(data);
    };
    channel.postMessage({ ask: true } satisfies Message);
  });
  channel.close();
  if ('run' in answer) return answer.run;
  throw new Error('the run ended before it was prepared');
}
