import type { ContainerUse } from '../../helpers/clusters/containerUse.ts';
import type { OwnUse } from '../../helpers/process/ownUse.ts';
import type { CostFacts, PartCost } from '../../helpers/report/results.ts';

/** What was read at one moment. */
export interface Reading {
  own: OwnUse;
  containers: readonly ContainerUse[];
}

type Room = 'clusters' | 'edge';

/** Adds up what a run takes, from one reading to the next. */
export class Tally {
  readonly #fromNow: boolean;
  readonly #ownBefore: OwnUse;
  readonly #cpuBefore = new Map<string, number>();
  readonly #cpu: Record<Room, number> = { clusters: 0, edge: 0 };
  readonly #peak: Record<Room, number> = { clusters: 0, edge: 0 };
  #peakOfAll = 0;
  #own: OwnUse | undefined;

  /**
   * @param fromNow whether containers lived before the run did: what they took before their first reading is not its own.
   * @param ownBefore what the process had taken when the run began: where it performs several, the earlier ones are in it.
   */
  constructor({ fromNow, ownBefore }: { fromNow: boolean; ownBefore: OwnUse }) {
    this.#fromNow = fromNow;
    this.#ownBefore = ownBefore;
  }

  add({ own, containers }: Reading): void {
    const memory: Record<Room, number> = { clusters: 0, edge: 0 };
    for (const { name, node, cpuSeconds, memoryMiB } of containers) {
      const room = node ? 'clusters' : 'edge';
      this.#cpu[room] += this.#since(name, cpuSeconds);
      memory[room] += memoryMiB;
    }
    for (const room of ['clusters', 'edge'] as const)
      this.#peak[room] = Math.max(this.#peak[room], memory[room]);
    this.#peakOfAll = Math.max(this.#peakOfAll, own.memoryMiB + memory.clusters + memory.edge);
    this.#own = own;
  }

  /** CPU time of a container since its last reading; one that was restarted counts from nothing again. */
  #since(name: string, cpuSeconds: number): number {
    const before = this.#cpuBefore.get(name) ?? (this.#fromNow ? cpuSeconds : 0);
    this.#cpuBefore.set(name, cpuSeconds);
    return cpuSeconds < before ? cpuSeconds : cpuSeconds - before;
  }

  /** What it comes to; undefined before the first reading. */
  cost(): CostFacts | undefined {
    const own = this.#own;
    if (own === undefined) return undefined;
    const before = this.#ownBefore;
    const room = (part: Room): PartCost => ({
      part,
      cpuSeconds: tenths(this.#cpu[part]),
      peakMiB: Math.round(this.#peak[part]),
    });
    return {
      peakMiB: Math.round(Math.max(this.#peakOfAll, own.peakMiB)),
      parts: [
        {
          part: 'harness',
          cpuSeconds: tenths(own.cpuSeconds - before.cpuSeconds),
          peakMiB: Math.round(own.peakMiB),
        },
        ...(own.commandsCpuSeconds === undefined || before.commandsCpuSeconds === undefined
          ? []
          : [
              {
                part: 'commands' as const,
                cpuSeconds: tenths(own.commandsCpuSeconds - before.commandsCpuSeconds),
              },
            ]),
        room('clusters'),
        room('edge'),
      ],
    };
  }
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
