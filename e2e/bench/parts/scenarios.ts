import { cpuOf } from '../../../helpers/report/cost.ts';
import type { CostFacts, PartCost } from '../../../helpers/report/results.ts';
import { families } from '../../../scenarios/index.ts';
import { pairWithItself } from '../../plan/mutants.ts';
import { selectScenarios } from '../../plan/select.ts';
import { helmOpsFirst } from '../choice.ts';
import { type Figure, figure } from '../figures.ts';
import { NEWEST, playInOneWorld } from '../inOneWorld.ts';
import type { BenchPart } from '../part.ts';
import { growthOf, spreadOf } from '../statistics.ts';

/** How many scenarios: the first are HelmOps, the last some of everything. */
const COUNTS = [1, 10, 45, 100];

/** Up to how many they are HelmOps alone, and their growth is judged: the stand-in has no more. */
const MOST_HELMOPS = 45;

const BUDGET_EACH_SECONDS = 2;
const BUDGET_GROWTH = 1;
const BUDGET_MIB = 250;

/** What was measured of one run. */
interface Sample {
  count: number;
  seconds: number;
  cost: CostFacts | undefined;
}

/** More and more scenarios in one world that is up. */
export const scenarios: BenchPart = {
  name: 'scenarios',
  what: `${COUNTS.join(', ')} scenarios in a world that is up: how time, CPU and memory grow`,
  docker: true,
  measure: async context => {
    const all = helmOpsFirst(selectScenarios(families, { ids: [], tier: 'full' }), {
      ...{ id: pairWithItself(NEWEST), controller: NEWEST, agent: NEWEST },
    });
    const ids = all.slice(0, COUNTS.at(-1)).map(({ id }) => id);
    const runs = await playInOneWorld(context, { ids, counts: COUNTS });
    const samples = runs.map(({ count, seconds, results }) => ({ count, seconds, cost: results.run.cost }));
    return { figures: figuresOf(samples), remarks: [] };
  },
};

/** What the samples come to. */
export function figuresOf(samples: readonly Sample[]): Figure[] {
  const of = (count: number) => samples.filter(sample => sample.count === count);
  const costs = (count: number, of: (cost: CostFacts) => number | undefined) =>
    samples.flatMap(sample => (sample.count === count && sample.cost ? (of(sample.cost) ?? []) : []));
  const partOf = (name: PartCost['part']) => (cost: CostFacts) =>
    cost.parts.find(({ part }) => part === name)?.peakMiB;
  const counts = [...new Set(samples.map(({ count }) => count))].toSorted((a, b) => a - b);
  const each = counts.flatMap(count => [
    ...figure(
      `${count}: whole run`,
      's',
      of(count).map(({ seconds }) => seconds),
    ),
    ...figure(`${count}: CPU of all parts`, 's', costs(count, cpuOf)),
    ...figure(`${count}: memory of the harness`, 'MiB', costs(count, partOf('harness')), BUDGET_MIB),
    ...figure(`${count}: memory of the clusters`, 'MiB', costs(count, partOf('clusters'))),
  ]);
  return [...each, ...growth(counts, of)];
}

/** What a further HelmOp costs, and whether many cost less than as many times one. */
function growth(counts: readonly number[], of: (count: number) => Sample[]): Figure[] {
  const points = counts
    .filter(count => count <= MOST_HELMOPS)
    .map(size => ({ size, value: spreadOf(of(size).map(({ seconds }) => seconds)).median }));
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || first === last) return [];
  const further = (last.value - first.value) / (last.size - first.size);
  return [
    ...figure(`a further HelmOp, of ${last.size}`, 's', [further], BUDGET_EACH_SECONDS),
    ...figure(`growth of time up to ${last.size} HelmOps`, '^', [growthOf(points)], BUDGET_GROWTH),
  ];
}
