import type { CostFacts, PartCost, RunFacts } from './results.ts';

/** What a run took of its machine, in one sentence; undefined where that is not known. */
export function costInWords({
  cost,
  startedAt,
  endedAt,
  machine,
}: Pick<RunFacts, 'cost' | 'startedAt' | 'endedAt' | 'machine'>): string | undefined {
  if (cost === undefined) return undefined;
  const seconds = (Date.parse(endedAt) - Date.parse(startedAt)) / 1000;
  const cpu = cpuOf(cost);
  const busy = seconds > 0 ? `, ${(cpu / seconds).toFixed(1)} of ${machine.cpus} cores on average` : '';
  return (
    `Took at most ${gibibytes(cost.peakMiB)} of memory at a time and ${Math.round(cpu)} s of CPU${busy}: ` +
    cost.parts.map(partInWords).join(', ')
  );
}

/** CPU time of all parts together, in seconds. */
export function cpuOf({ parts }: CostFacts): number {
  return parts.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
}

function partInWords({ part, cpuSeconds, peakMiB }: PartCost): string {
  const memory = peakMiB === undefined ? '' : `${gibibytes(peakMiB)} and `;
  return `${part} ${memory}${cpuSeconds < 10 ? cpuSeconds.toFixed(1) : Math.round(cpuSeconds)} s`;
}

function gibibytes(mebibytes: number): string {
  return mebibytes < 1024 ? `${Math.round(mebibytes)} MiB` : `${(mebibytes / 1024).toFixed(1)} GiB`;
}
