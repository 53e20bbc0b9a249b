import type { Context } from '../helpers/process/context.ts';
import { asHarnessError } from '../helpers/process/errors.ts';
import { collectEvidence } from './collect.ts';
import { judge } from './judge/judge.ts';
import { type JudgedScenario, verdictFacts } from './judge/verdictOf.ts';
import { removeHelmOps } from './observe/helmOps.ts';
import { observe } from './observe/observe.ts';
import type { Scene } from './observe/scene.ts';

/** Plays one scenario and judges it. What fails in the harness or the machine gives no verdict on Fleet. */
export async function play(context: Context, scene: Scene): Promise<JudgedScenario> {
  const { scenario, world } = scene;
  const started = performance.now();
  const at = async () => {
    const seconds = (performance.now() - started) / 1000;
    return { scenario, pair: world.pair.id, seconds, evidence: await collectEvidence(scene) };
  };
  try {
    const observations = await observe(scene);
    const { controller, agent } = world.pair;
    const facts = verdictFacts(
      await at(),
      judge({ controller, agent, records: scenario.records ?? [] }, observations),
    );
    await removeHelmOps(scene);
    return facts;
  } catch (error) {
    const failure = asHarnessError(error);
    if (context.signal.aborted || failure.code === 'interrupted') throw failure;
    return verdictFacts(await at(), { verdict: 'no-verdict', reason: failure.line, witnesses: [] });
  }
}
