import type { MachineFacts } from '../../helpers/report/results.ts';

/** What is measured in; `x` is a ratio, `^` the exponent of a growth. */
export type Unit = 's' | 'MiB' | 'MB' | 'x' | '^';

/** One thing that was measured, as often as it was. */
export interface Figure {
  what: string;
  unit: Unit;
  samples: number[];
  /** What it may be at the most, in the median. */
  budget?: number;
}

/** A figure; none where nothing could be measured. */
export function figure(what: string, unit: Unit, samples: number[] = [], budget?: number): Figure[] {
  return samples.length === 0 ? [] : [{ what, unit, samples, ...(budget !== undefined && { budget }) }];
}

/** What one part of the benchmark found. */
export interface PartResults {
  part: string;
  /** ISO 8601, in UTC. */
  measuredAt: string;
  machine: MachineFacts;
  figures: Figure[];
  /** What was left out, and why; what a reader has to know. */
  remarks: string[];
}

/** What a benchmark found, as `bench.json` holds it. */
export interface BenchResults {
  schema: 1;
  parts: PartResults[];
}

/** The kept results with those parts replaced that were measured again. */
export function foldResults(kept: BenchResults | undefined, found: BenchResults): BenchResults {
  const parts = new Map([...(kept?.parts ?? []), ...found.parts].map(part => [part.part, part]));
  return { schema: 1, parts: [...parts.values()].toSorted((a, b) => a.part.localeCompare(b.part)) };
}
