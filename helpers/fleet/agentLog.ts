import type { KubeClient } from '../kube/client.ts';

/**
 * The log of a cluster's agent so far: all its pods and containers, oldest pod first; empty before there is one.
 * @param part only what was written after a moment, milliseconds since the epoch; only so many lines at the end of each.
 */
export async function readAgentLog(
  downstream: KubeClient,
  agentNamespace: string,
  part: { since?: number; lastLines?: number } = {},
): Promise<string> {
  const pods = await downstream.list({ apiVersion: 'v1', kind: 'Pod', namespace: agentNamespace });
  const logs = await Promise.all(
    pods
      .filter(pod => pod.metadata.name.startsWith('fleet-agent'))
      .map(({ metadata: { name } }) => downstream.podLog({ namespace: agentNamespace, name, ...part })),
  );
  return logs.filter(log => log !== undefined).join('\n');
}

/** What an agent's log says of its registration. */
export interface AgentWord {
  /** The last refusal to register, as the agent put it; undefined when there was none since its request came through. */
  refusal?: string;
  /** How often it refused since then. */
  refusals: number;
  /** Its request came through, but rights or TLS keep it from its credential so far: how often, and its last word. */
  heldUp?: { times: number; saw: string };
  /** The line that reports success. */
  success?: string;
}

/**
 * Reads an agent's log. The agent says "Failed to register agent: registration failed: ..." with the TLS reason,
 * or "successfully registered with upstream cluster" (seen: Fleet 0.12.4, 0.16.1).
 */
export function agentWord(log: string): AgentWord {
  const lines = log.split('\n');
  const heldUp = lines.filter(isHeldUp);
  const lastHeldUp = heldUp.at(-1);
  // A request that came through is newer than the refusals before it.
  const since = lines.slice(lines.findLastIndex(isHeldUp) + 1);
  const refusals = since.filter(line => /failed to register agent|registration failed/i.test(line));
  const refusal = refusals.at(-1);
  const success = lines.findLast(line => /successfully registered with upstream cluster/i.test(line));
  return {
    refusals: refusals.length,
    ...(refusal !== undefined && { refusal: errorOfLine(refusal) }),
    ...(lastHeldUp !== undefined && { heldUp: { times: heldUp.length, saw: errorOfLine(lastHeldUp) } }),
    ...(success !== undefined && { success: errorOfLine(success) }),
  };
}

function isHeldUp(line: string): boolean {
  return /Waiting for secret .*(\bforbidden\b|x509:|tls:)/.test(line);
}

/** The words of a log line without what changes from run to run: a JSON line's `error` and `msg`, else the line. */
function errorOfLine(line: string): string {
  try {
    const entry = JSON.parse(line) as Record<string, unknown>;
    return [entry.msg, entry.error].filter(part => typeof part === 'string').join(': ');
  } catch {
    return line.replace(/^time="[^"]*"/, '').trim();
  }
}
