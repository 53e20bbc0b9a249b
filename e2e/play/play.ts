import type { Context } from '../../helpers/process/context.ts';
import { asHarnessError } from '../../helpers/process/errors.ts';
import { anywhere } from '../../scenarios/anywhere.ts';
import { removeGitRepos } from '../act/gitRepos.ts';
import { removeHelmOps } from '../act/helmOps.ts';
import { withControl } from '../judge/controls.ts';
import { type Judgement, judge } from '../judge/judge.ts';
import { type JudgedScenario, verdictFacts } from '../judge/verdictOf.ts';
import { observeAccepted } from '../observe/registration.ts';
import { openEvidence } from './evidence.ts';
import { ownTroublesOf } from './ownTroubles.ts';
import type { Scene } from './scene.ts';
import { playSteps } from './steps.ts';
import { troublesOf } from './troubles.ts';
import { isWorthALook } from './worthALook.ts';

/** Plays one scenario and judges it. What fails in the harness or the machine gives no verdict on Fleet. */
export async function play(context: Context, scene: Scene): Promise<JudgedScenario> {
  const { scenario, world } = scene;
  const startedAt = Date.now();
  const started = performance.now();
  const evidence = openEvidence(scene);
  let seconds: number | undefined;
  /** Taken when the verdict is there, while the agent still is; what a further verdict wants comes on top. */
  const at = async (verdict: Judgement['verdict']): Promise<PlayedFacts> => {
    seconds ??= (performance.now() - started) / 1000;
    const path = await evidence.collect(EXPLAINED.includes(verdict) ? 'witnesses' : 'all');
    return {
      scenario,
      pair: world.pair.id,
      startedAt,
      seconds,
      ...(path !== undefined && { evidence: path }),
    };
  };
  try {
    const judgement = await judged(scene);
    await at(judgement.verdict);
    const controlled = await named(scene, await control(scene, judgement), startedAt);
    const verdict = verdictFacts(await at(controlled.verdict), controlled);
    await leave(scene, verdict);
    return verdict;
  } catch (error) {
    const failure = asHarnessError(error);
    if (context.signal.aborted || failure.code === 'interrupted') throw failure;
    const told = await at('no-verdict');
    const judgement: Judgement = { verdict: 'no-verdict', reason: failure.line, witnesses: [] };
    const none = verdictFacts(told, await named(scene, judgement, startedAt));
    await leave(scene, none).catch(() => undefined); // why there is no verdict is told already
    return none;
  }
}

/** Verdicts that need no further explanation. */
const EXPLAINED: readonly Judgement['verdict'][] = ['holds', 'known-defect'];

type PlayedFacts = Parameters<typeof verdictFacts>[0];

/** What a scenario made goes, unless it did not hold and is to be looked at. */
async function leave(scene: Scene, verdict: JudgedScenario): Promise<void> {
  const { world, agent } = scene;
  if (!world.run.keep || !isWorthALook(verdict, world.run.staleRecords)) return cleanUp(scene);
  world.leaveStanding(agent, () => cleanUp(scene));
}

async function cleanUp(scene: Scene): Promise<void> {
  const { world, agent, planned } = scene;
  await removeHelmOps(scene);
  await removeGitRepos(scene);
  await world.leave(agent, planned.id);
  if (planned.accepted) await world.leave(planned.accepted, planned.id);
}

async function judged(scene: Scene): Promise<Judgement> {
  const { controller, agent } = scene.world.pair;
  const observations = await playSteps(scene);
  const records = [...(scene.scenario.records ?? []), ...anywhere];
  return judge({ controller, agent, records, ownTroubles: ownTroublesOf(scene.scenario) }, observations);
}

/** Where there is no verdict, what is amiss with the machine is named: what was awaited in vain may not tell it. */
async function named(scene: Scene, judgement: Judgement, startedAt: number): Promise<Judgement> {
  if (judgement.verdict !== 'no-verdict') return judgement;
  const troubles = await troublesOf(scene, startedAt);
  const amiss = troubles.length === 0 ? '' : `. Amiss: ${troubles.join('; ')}`;
  return { ...judgement, reason: `${judgement.reason}${amiss}` };
}

/** A refusal counts only when somebody else is accepted at the same endpoint: it may be the endpoint's fault. */
async function control(scene: Scene, judgement: Judgement): Promise<Judgement> {
  const { accepted } = scene.planned;
  if (accepted === undefined || judgement.verdict !== 'holds') return judgement;
  // The downstream may have room for one agent at a time.
  await scene.world.leave(scene.agent, scene.planned.id);
  const seen = await observeAccepted(scene, accepted);
  return withControl(judgement, seen, ownTroublesOf(scene.scenario));
}
