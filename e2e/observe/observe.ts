import type { Expectation } from '../../scenarios/vocabulary.ts';
import type { Observation } from '../judge/judge.ts';
import { observeServed, observeServedNone } from './edge.ts';
import { observeChartRefusal, observeDeploys, tryHelmOps } from './helmOps.ts';
import { observeRefusal, observeRegisters } from './registration.ts';
import type { Scene } from './scene.ts';

/**
 * Plays a scenario in its world and looks whether its expectations are met.
 * @throws HarnessError when harness or machine failed, or nothing was seen: that gives no verdict.
 */
export async function observe(scene: Scene): Promise<Observation[]> {
  const { outcome } = await scene.world.agent(scene.agent);
  const needsAgent = (scene.scenario.helmOps ?? []).length > 0;
  if (needsAgent && !outcome.registered) return [await observeRegisters(scene)];
  const tried = await tryHelmOps(scene);
  const observations: Observation[] = [];
  for (const expectation of scene.scenario.expect) {
    // What was not deployed was not fetched either: the failure to deploy says it already, with its reason.
    const deployFailed = observations.some(({ met }) => !met);
    if (expectation.kind === 'edge-served' && deployFailed) continue;
    observations.push(...(await observeExpectation(scene, expectation, tried)));
  }
  return observations;
}

async function observeExpectation(
  scene: Scene,
  expectation: Expectation,
  tried: Awaited<ReturnType<typeof tryHelmOps>>,
): Promise<Observation[]> {
  switch (expectation.kind) {
    case 'registers':
      return [await observeRegisters(scene)];
    case 'refuses-registration':
      return observeRefusal(scene, expectation.reason);
    case 'deploys':
      return observeDeploys(tried);
    case 'refuses-chart':
      return observeChartRefusal(tried, expectation.reason);
    case 'edge-served':
      return [await observeServed(scene, expectation.paths)];
    case 'edge-served-none':
      return [await observeServedNone(scene, expectation.suffix)];
  }
}
