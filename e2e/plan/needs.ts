import type { Plan } from './plan.ts';

/** What a machine can give to a run. */
export interface MachineRoom {
  cores: number;
  /** Memory that can be had, in GiB. */
  memoryFree: number;
}

/** GiB that each holds at the most, as measured with Fleet 0.12 to 0.16 in the full tier. */
const UPSTREAM_GIB = 1.1;
const DOWNSTREAM_GIB = 0.8;
/** The harness, its commands, the edge and Docker. */
const OTHERS_GIB = 0.6;

const CORES = 2;

/** The memory that the run of a plan takes, in GiB. */
export function memoryNeeded({ upstreams, downstreams }: Pick<Plan, 'upstreams' | 'downstreams'>): number {
  return upstreams.length * UPSTREAM_GIB + downstreams.length * DOWNSTREAM_GIB + OTHERS_GIB;
}

/** Why a machine is too small for a plan, a line each; none where it fits. */
export function shortcomings(
  plan: Pick<Plan, 'upstreams' | 'downstreams'>,
  { cores, memoryFree }: MachineRoom,
): string[] {
  const clusters = plan.upstreams.length + plan.downstreams.length;
  const needed = memoryNeeded(plan);
  return [
    ...(memoryFree < needed
      ? [
          `this machine is too small: ${clusters} clusters need about ${needed.toFixed(1)} GiB of memory, and ${memoryFree.toFixed(1)} GiB are free. ` +
            'Scenarios may end without a verdict: run one pair at a time, or on a larger machine',
        ]
      : []),
    ...(cores < CORES
      ? [
          `this machine is too small: it has ${cores} core, and ${clusters} clusters need ${CORES}. ` +
            'Scenarios may end without a verdict: run on a larger machine',
        ]
      : []),
  ];
}
