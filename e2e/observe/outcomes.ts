import { awaitDeployment, type DeploymentOutcome } from '../../helpers/fleet/deployment.ts';
import type { RegistrationOutcome } from '../../helpers/fleet/registration.ts';
import type { KubeClient } from '../../helpers/kube/client.ts';
import type { Change, Expectation, HelmOpAct, Step } from '../../scenarios/vocabulary/index.ts';
import { targetNamespace } from '../act/helmOps.ts';
import type { Scene } from '../play/scene.ts';
import { FOLLOWING_MS, ownStatusFollows } from './ownStatus.ts';
import { settleMs } from './settling.ts';

/** How long a HelmOp may take to deploy or to fail. */
const DEPLOY_DEADLINE_MS = 180_000;

/** A HelmOp of the scenario in one of its clusters, and how it ended there. */
export interface TriedHelmOp {
  name: string;
  act: HelmOpAct;
  outcome: DeploymentOutcome;
}

/** The expectations that are about HelmOps. */
type OfHelmOps = Extract<Expectation, { of?: readonly string[] }>;

/** Which of the HelmOps an expectation is about. */
export function concerned<T extends { act: HelmOpAct }>(helmOps: readonly T[], { of }: OfHelmOps): T[] {
  return helmOps.filter(({ act }) => of === undefined || of.includes(act.name));
}

/**
 * Waits until every HelmOp that the step speaks of has ended one way or the other. One that was there before the step's
 * change, and is expected to deploy after it, is given time to recover; so is one that the old agent may still have got
 * hold of after an upgrade.
 */
export async function outcomesOf(
  scene: Scene,
  step: Step & { change?: Change },
  index: number,
): Promise<TriedHelmOp[]> {
  const about = step.expect.filter((one): one is OfHelmOps => one.kind in ABOUT_HELMOPS);
  const wanted = scene.done.helmOps.filter(helmOp => about.some(one => concerned([helmOp], one).length > 0));
  if (wanted.length === 0) return [];
  const { watch, outcome, secondOutcome } = await scene.registered();
  const tried = await Promise.all(
    wanted.map(helmOp => {
      const asked = about.filter(one => concerned([helmOp], one).length > 0);
      const deploys = asked.find(one => one.kind === 'deploys');
      const version = deploys?.version;
      const recovers = helmOp.step < index || step.change?.kind === 'fleet-release';
      const patient = deploys !== undefined && recovers;
      const clusters = helmOp.act.twoTargets && secondOutcome ? [outcome, secondOutcome] : [outcome];
      return Promise.all(
        clusters.map(async (cluster, at) => ({
          name: helmOp.name,
          act: helmOp.act,
          outcome: await awaitOne(scene, helmOp.name, {
            downstream: watch.downstream,
            cluster,
            at,
            patient,
            version,
            asked,
          }),
        })),
      );
    }),
  );
  return tried.flat();
}

/** Every expectation about HelmOps, so that the compiler sees when one is added. */
const ABOUT_HELMOPS: Record<OfHelmOps['kind'], true> = {
  deploys: true,
  'refuses-chart': true,
  'not-ready': true,
  'no-error-left': true,
};

function awaitOne(
  { world, agent, signal }: Scene,
  name: string,
  how: {
    downstream: KubeClient;
    cluster: RegistrationOutcome;
    at: number;
    patient: boolean;
    version: string | undefined;
    asked: readonly Expectation[];
  },
): Promise<DeploymentOutcome> {
  const { downstream, cluster, at, patient, version, asked } = how;
  const { upstream, adapter } = world;
  return awaitDeployment({
    upstream,
    downstream,
    adapter,
    helmOp: {
      name,
      workspace: agent.workspace,
      namespace: targetNamespace(name, at),
      clusterNamespace: cluster.state.clusterNamespace,
    },
    deadlineMs: DEPLOY_DEADLINE_MS,
    settleMs,
    patient,
    ...(version !== undefined && { version }),
    own: { asAsked: state => ownStatusFollows(state, asked), withinMs: FOLLOWING_MS },
    signal,
  });
}
