import { agentPods } from '../../helpers/fleet/agentPod.ts';
import type { Change, Expectation, Scenario, Step } from '../../scenarios/vocabulary/index.ts';
import { applyChange } from '../act/changes.ts';
import { createGitRepos } from '../act/gitRepos.ts';
import { createHelmOps } from '../act/helmOps.ts';
import type { Observation } from '../judge/judge.ts';
import { observeExpectation } from '../observe/expectation.ts';
import { outcomesOf } from '../observe/outcomes.ts';
import { observeRegisters } from '../observe/registration.ts';
import type { Scene } from './scene.ts';

/**
 * Plays a scenario in its world, step by step, and looks whether its expectations are met. A step that is not met is
 * the last: what comes after it builds on it.
 * @throws HarnessError when harness or machine failed, or nothing was seen: that gives no verdict.
 */
export async function playSteps(scene: Scene): Promise<Observation[]> {
  const observations: Observation[] = [];
  for (const [index, step] of stepsWithChanges(scene.scenario).entries()) {
    if (step.change) {
      const { watch } = await scene.world.agent(scene.agent);
      scene.done.podsBefore = await agentPods(watch.downstream, watch.cluster.agentNamespace);
      scene.done.changedAt = Date.now();
      await applyChange(scene, step.change);
    }
    observations.push(...(await playStep(scene, step, index)));
    if (observations.some(({ met }) => !met)) break;
  }
  return observations;
}

function stepsWithChanges(scenario: Scenario): NonNullable<Scenario['afterwards']>[number][] {
  return [scenario, ...(scenario.afterwards ?? [])];
}

async function playStep(
  scene: Scene,
  step: Step & { change?: Change },
  index: number,
): Promise<Observation[]> {
  const { helmOps = [], gitRepos = [], expect } = step;
  const acts = helmOps.length + gitRepos.length > 0;
  if (acts && !(await scene.world.agent(scene.agent)).outcome.registered) {
    const registers = await observeRegisters(scene);
    if (!registers.met) return [registers];
  }
  await createHelmOps(scene, helmOps, index);
  await createGitRepos(scene, gitRepos);
  const tried = await outcomesOf(scene, step, index);
  const observations: Observation[] = [];
  for (const expectation of expect) {
    // What was not deployed was not fetched either, and who did not register saved nothing: the failure says it already.
    if (SAYS_MORE_OF_SUCCESS.includes(expectation.kind) && observations.some(({ met }) => !met)) continue;
    observations.push(...(await observeExpectation(scene, expectation, tried)));
  }
  return observations;
}

const SAYS_MORE_OF_SUCCESS: readonly Expectation['kind'][] = [
  'saved-ca',
  'edge-served',
  'edge-served-each',
  'no-credential-elsewhere',
];
