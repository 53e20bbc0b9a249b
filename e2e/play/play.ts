import type { Context } from '../../helpers/process/context.ts';
import { asHarnessError } from '../../helpers/process/errors.ts';
import { removeGitRepos } from '../act/gitRepos.ts';
import { removeHelmOps } from '../act/helmOps.ts';
import { type Judgement, judge } from '../judge/judge.ts';
import { type JudgedScenario, verdictFacts } from '../judge/verdictOf.ts';
import { observeAccepted } from '../observe/registration.ts';
import { collectEvidence } from './collect.ts';
import type { Scene } from './scene.ts';
import { playSteps } from './steps.ts';

/** Plays one scenario and judges it. What fails in the harness or the machine gives no verdict on Fleet. */
export async function play(context: Context, scene: Scene): Promise<JudgedScenario> {
  const { scenario, world, agent } = scene;
  const started = performance.now();
  try {
    const judgement = await judged(scene);
    const seconds = (performance.now() - started) / 1000;
    const evidence = await collectEvidence(scene);
    await removeHelmOps(scene);
    await removeGitRepos(scene);
    await world.leave(agent);
    return verdictFacts(
      { scenario, pair: world.pair.id, seconds, evidence },
      await controlled(scene, judgement),
    );
  } catch (error) {
    const failure = asHarnessError(error);
    if (context.signal.aborted || failure.code === 'interrupted') throw failure;
    const seconds = (performance.now() - started) / 1000;
    const at = { scenario, pair: world.pair.id, seconds, evidence: await collectEvidence(scene) };
    await world.leave(agent).catch(() => undefined); // why there is no verdict is told already
    return verdictFacts(at, { verdict: 'no-verdict', reason: failure.line, witnesses: [] });
  }
}

async function judged(scene: Scene): Promise<Judgement> {
  const { controller, agent } = scene.world.pair;
  const observations = await playSteps(scene);
  return judge({ controller, agent, records: scene.scenario.records ?? [] }, observations);
}

/** A refusal counts only when somebody else is accepted at the same endpoint: it may be the endpoint's fault. */
async function controlled(scene: Scene, judgement: Judgement): Promise<Judgement> {
  const { accepted } = scene.planned;
  if (accepted === undefined || judgement.verdict !== 'holds') return judgement;
  const { met, saw, witnesses } = await observeAccepted(scene, accepted);
  await scene.world.leave(accepted);
  const all = [...judgement.witnesses, ...witnesses];
  if (met) return { ...judgement, reason: `${judgement.reason}; ${saw}`, witnesses: all };
  return {
    verdict: 'no-verdict',
    reason: `refused, but its control was not accepted: ${saw}`,
    witnesses: all,
  };
}
