import { createRunNetwork } from '../../../helpers/clusters/network.ts';
import { STANDIN_VERSIONS } from '../../../helpers/fleet/releases/standin.ts';
import { cpuOf } from '../../../helpers/report/cost.ts';
import { pairWithItself } from '../../plan/mutants.ts';
import type { Figure } from '../figures.ts';
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
    const costs: { cpu: number; peak: number }[] = [];
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
        const harness = cost?.parts.find(({ part }) => part === 'harness');
        if (cost && harness?.peakMiB !== undefined) costs.push({ cpu: cpuOf(cost), peak: harness.peakMiB });
        return seconds;
      },
    });
    const { floor = [], harness = [] } = samples;
    return {
      figures: [
        { what: 'floor', unit: 's', samples: floor },
        { what: 'harness', unit: 's', samples: harness },
        { what: 'harness / floor', unit: 'x', samples: ratiosOf(harness, floor), budget: BUDGET_RATIO },
        ...steps.figures,
        ...(costs.length === 0
          ? []
          : [
              { what: 'harness: CPU of all parts', unit: 's' as const, samples: costs.map(({ cpu }) => cpu) },
              {
                ...{ what: 'harness: memory of its process', unit: 'MiB' as const, budget: BUDGET_MIB },
                samples: costs.map(({ peak }) => peak),
              },
            ]),
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
    return [...this.#samples].map(([what, samples]) => ({ what, unit: 's', samples }));
  }
}
