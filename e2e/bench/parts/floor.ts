import { createRunNetwork } from '../../../helpers/clusters/network.ts';
import { STANDIN_VERSIONS } from '../../../helpers/fleet/releases/standin.ts';
import { cpuOf } from '../../../helpers/report/cost.ts';
import { pairWithItself } from '../../plan/mutants.ts';
import { type Figure, figure } from '../figures.ts';
import { playFloor } from '../floor/floor.ts';
import { layGround } from '../floor/ground.ts';
import type { BenchPart } from '../part.ts';
import { playRun } from '../playRun.ts';
import { inRounds } from '../rounds.ts';
import { stepsOfRun } from '../spans.ts';
import { ratiosOf } from '../statistics.ts';

/** The one scenario that does what the floor does. */
const SCENARIO = 'op/index-public';

const BUDGET_RATIO = 1.15;
const BUDGET_MIB = 250;

/** The floor against the harness doing the same: both on the stand-in, since that is the same everywhere. */
export const floor: BenchPart = {
  name: 'floor',
  what: `a plain script that does by hand what any harness has to, against \`run ${SCENARIO} --fresh\``,
  docker: true,
  measure: async ({ run, rounds }) => {
    const [version = ''] = STANDIN_VERSIONS.slice(-1);
    const ground = await layGround(run, version);
    const network = await createRunNetwork(run);
    const steps = new StepSamples();
    const cpu: number[] = [];
    const memory: number[] = [];
    const samples = await inRounds(rounds, {
      floor: async round => {
        const { seconds, steps: own } = await playFloor(run, { ground, network, round });
        steps.add('floor', own);
        return seconds;
      },
      harness: async () => {
        const { seconds, results } = await playRun(run, [
          ...[SCENARIO, '--fresh', '--pair', pairWithItself(version), '--keep-docker'],
        ]);
        const own = stepsOfRun(results);
        const known = Object.values(own).reduce((sum, one) => sum + one, 0);
        steps.add('harness', { ...own, rest: seconds - known });
        const { cost } = results.run;
        if (cost) {
          cpu.push(cpuOf(cost));
          memory.push(
            ...cost.parts.flatMap(({ part, peakMiB }) => (part === 'harness' ? (peakMiB ?? []) : [])),
          );
        }
        return seconds;
      },
    });
    const { floor = [], harness = [] } = samples;
    return {
      figures: [
        ...figure('floor', 's', floor),
        ...figure('harness', 's', harness),
        ...figure('harness / floor', 'x', ratiosOf(harness, floor), BUDGET_RATIO),
        ...steps.figures,
        ...figure('harness: CPU of all parts', 's', cpu),
        ...figure('harness: memory of its process', 'MiB', memory, BUDGET_MIB),
      ],
      remarks: [],
    };
  },
};

/** Samples of single steps, each by whose it is and its name. */
class StepSamples {
  readonly #samples = new Map<string, number[]>();

  add(whose: string, steps: Readonly<Record<string, number>>): void {
    for (const [step, seconds] of Object.entries(steps)) {
      const what = `${whose}: ${step}`;
      this.#samples.set(what, [...(this.#samples.get(what) ?? []), seconds]);
    }
  }

  get figures(): Figure[] {
    return [...this.#samples].flatMap(([what, samples]) => figure(what, 's', samples));
  }
}
