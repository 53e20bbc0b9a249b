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
      const { watch } = await scene.registered();
      // Time alone changes nothing: what is asked after it is about the change before, of which Fleet may be quick to make much.
      if (step.change.kind !== 'time' || scene.done.changedAt === 0) {
        scene.done.podsBefore = await agentPods(watch.downstream, watch.cluster.agentNamespace);
      }
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
  const observations: Observation[] = [];
  if (acts) {
    const { outcome, lostBefore } = await scene.registered();
    if (!outcome.registered) {
      const registers = await observeRegisters(scene);
      if (!registers.met) return [registers];
    }
    if (lostBefore !== undefined && index === 0) observations.push(secondRegistration(lostBefore));
  }
  await createHelmOps(scene, helmOps, index);
  await createGitRepos(scene, gitRepos);
  const tried = await outcomesOf(scene, step, index);
  for (const expectation of expect) {
    // What was not deployed was not fetched either, and who did not register saved nothing: the failure says it already.
    if (SAYS_MORE_OF_SUCCESS.includes(expectation.kind) && observations.some(({ met }) => !met)) continue;
    observations.push(...(await observeExpectation(scene, expectation, tried)));
  }
  return observations;
}

/** That Fleet lost the first registration is another scenario's verdict, but never left out. */
function secondRegistration(lostBefore: string): Observation {
  return {
    expected: 'an agent to deploy with is registered',
    met: true,
    saw: `registered as a second cluster, the first one was lost: ${lostBefore}`,
    witnesses: [{ source: 'agent-log', saw: lostBefore }],
  };
}

const SAYS_MORE_OF_SUCCESS: readonly Expectation['kind'][] = [
  'saved-ca',
  'edge-served',
  'edge-served-each',
  'no-credential-elsewhere',
];
