import type { CostFacts, PartCost, VerdictFacts } from '../../../helpers/report/results.ts';
import crowd from '../../../scenarios/crowd.ts';
import { type Figure, figure } from '../figures.ts';
import { playInOneWorld } from '../inOneWorld.ts';
import type { BenchPart } from '../part.ts';
import { growthOf, spreadOf } from '../statistics.ts';

/** How many agents register at once. */
const COUNTS = [1, 5, 10, 25];

/** What was measured of one run. */
interface Sample {
  count: number;
  seconds: number;
  verdicts: readonly Pick<VerdictFacts, 'startedAt' | 'witnesses'>[];
  cost: CostFacts | undefined;
}

/** More and more agents in one downstream, each with a trust of its own. */
export const agents: BenchPart = {
  name: 'agents',
  what: `${COUNTS.join(', ')} agents that register at once in one downstream: how time and memory grow`,
  docker: true,
  measure: async context => {
    const ids = crowd.scenarios.map(({ id }) => id);
    const runs = await playInOneWorld(context, { ids, counts: COUNTS });
    const samples = runs.map(({ count, seconds, results: { verdicts, run } }) => ({
      ...{ count, seconds, verdicts, cost: run.cost },
    }));
    return { figures: figuresOf(samples), remarks: [] };
  },
};

/** What the samples come to. */
export function figuresOf(samples: readonly Sample[]): Figure[] {
  const counts = [...new Set(samples.map(({ count }) => count))].toSorted((a, b) => a - b);
  const times = (count: number) => samples.filter(sample => sample.count === count).flatMap(registrationsOf);
  const memory = (count: number, part: PartCost['part']) =>
    samples.flatMap(({ count: of, cost }) =>
      of === count ? (cost?.parts.find(one => one.part === part)?.peakMiB ?? []) : [],
    );
  const each = counts.flatMap(count => [
    ...figure(
      `${count}: whole run`,
      's',
      samples.filter(sample => sample.count === count).map(({ seconds }) => seconds),
    ),
    ...figure(`${count}: until an agent has registered`, 's', times(count)),
    ...figure(`${count}: memory of the clusters`, 'MiB', memory(count, 'clusters')),
    ...figure(`${count}: memory of the edge`, 'MiB', memory(count, 'edge')),
  ]);
  const points = counts
    .filter(count => times(count).length > 0)
    .map(size => ({ size, value: spreadOf(times(size)).median }));
  const growth = points.length < 2 ? [] : [growthOf(points)];
  return [...each, ...figure('growth of the time until an agent has registered', '^', growth)];
}

const REGISTERED = /(\d{4}-\d\d-\d\dT[\d:.]+Z)\s.*successfully registered/;

/** For each agent that says so in its log, how long after its scenario began it had registered, in seconds. */
function registrationsOf({ verdicts }: Sample): number[] {
  return verdicts.flatMap(({ startedAt, witnesses }) => {
    const said = witnesses.find(({ source }) => source === 'agent-log')?.saw ?? '';
    const at = REGISTERED.exec(said)?.[1];
    return at === undefined || startedAt === undefined
      ? []
      : [(Date.parse(at) - Date.parse(startedAt)) / 1000];
  });
}
