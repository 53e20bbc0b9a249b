import type { Verdict } from '../../helpers/report/verdict.ts';

/** Which of the world's two kinds of clusters. */
export type Side = 'upstream' | 'downstream';

/** A fault as it is brought about from outside, in a world that runs. */
export type Injection =
  /** The API server's process is killed; the kubelet starts it again. */
  | { kind: 'api-killed'; on: Side }
  /** The node stands still, and all in it. */
  | { kind: 'node-paused'; on: Side }
  | { kind: 'edge-stopped' }
  /** What the edge sends goes out this slowly. */
  | { kind: 'slow'; kbit: number }
  /** Every so many packets to the edge, the connection of one is reset. */
  | { kind: 'cut'; every: number }
  /** The edge answers every request with this status; its chart servers alone, or the way to the API as well. */
  | { kind: 'storm'; status: 429 | 503; of: 'charts' | 'all' }
  /** Nobody resolves names in the downstream. */
  | { kind: 'dns-down' }
  /** The agent's image is not on the downstream's nodes. */
  | { kind: 'image-missing' }
  /** All endpoints present certificates that have expired. */
  | { kind: 'certificates-expired' }
  /** The kubelet of the downstream finds its disk too full. */
  | { kind: 'disk-pressure' }
  /** The kernel kills the agents for want of memory. */
  | { kind: 'agents-killed' };

/**
 * When a fault begins: before the run, once the run has proved that the world is clear, with the first cluster that it
 * defines, with its first check-in, or with the first HelmOp.
 */
export type Moment = 'before' | 'cleared' | 'defined' | 'checked-in' | 'acts';

/** What may be said of a scenario under a fault. At least one of the two is there. */
export interface Expected {
  /** The verdict that is right, where one can be reached. */
  right?: Verdict;
  /** What a `no-verdict` has to name, where none may be reached. */
  cause?: RegExp;
}

/** A fault that the harness has to stand. */
export interface Fault {
  name: string;
  /** What happens, in a sentence. */
  what: string;
  injection: Injection;
  when: Moment;
  /** Seconds between that moment and the fault; none by default. */
  waits?: number;
  /** For how many seconds; to the end of the run by default. */
  lasts?: number;
  /** What may be said, by the scenario that runs under it. */
  expected: Readonly<Record<string, Expected>>;
}
