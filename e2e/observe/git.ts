import { type ProbeObject, probeObject } from '../../helpers/fleet/deployment.ts';
import { type GitRepoState, gitRepoState } from '../../helpers/fleet/gitRepo.ts';
import { helmOpState } from '../../helpers/fleet/helmOp.ts';
import { type PatientLook, waitPatiently } from '../../helpers/kube/wait.ts';
import type { Observation } from '../judge/judge.ts';
import type { Scene } from '../play/scene.ts';
import { FOLLOWING_MS } from './ownStatus.ts';

/** How long a GitRepo may take to deploy or to fail: it starts a job for every commit. */
const DEADLINE_MS = 240_000;

/** How long an error has to stand. */
const SETTLE_MS = 15_000;

interface TriedGitRepo {
  name: string;
  state: GitRepoState;
  /** What the agent says of the bundle; empty when it has no complaint. */
  agentError: string;
  object?: ProbeObject;
}

/** Whether each GitRepo's content is there, downstream. */
export async function observeGitDeploys(scene: Scene): Promise<Observation[]> {
  return (await outcomes(scene)).map(({ name, state, agentError, object }) => {
    const error = agentError || state.error;
    return {
      expected: `GitRepo ${name} deploys`,
      met: object !== undefined,
      saw: object === undefined ? error : `deployed ${object.name}`,
      ...(object === undefined && { error }),
      witnesses: [
        { source: 'kubernetes', saw: words({ name, state, agentError, ...(object && { object }) }) },
      ],
    };
  });
}

/** Whether each GitRepo is refused for this reason, says so, and left nothing downstream. */
export async function observeGitRefusal(scene: Scene, reason: RegExp): Promise<Observation[]> {
  return (await outcomes(scene, reason)).flatMap(tried => {
    const { name, state, object } = tried;
    return [
      {
        expected: `GitRepo ${name} is refused: ${reason.source}`,
        met: reason.test(state.error),
        saw: object === undefined ? state.error : `deployed ${object.name}`,
        ...(object === undefined && { error: state.error }),
        witnesses: [{ source: 'kubernetes' as const, saw: words(tried) }],
      },
      {
        expected: `nothing of GitRepo ${name} is there downstream`,
        met: object === undefined,
        saw: object?.name ?? 'nothing',
        witnesses: [],
      },
    ];
  });
}

function outcomes(scene: Scene, reason?: RegExp): Promise<TriedGitRepo[]> {
  return Promise.all(scene.done.gitRepos.map(name => awaitGitRepo(scene, name, reason)));
}

/** @param reason what it is to be refused for: where the agent gives it, the GitRepo has to come to it as well. */
async function awaitGitRepo(scene: Scene, name: string, reason?: RegExp): Promise<TriedGitRepo> {
  const { world, agent, signal } = scene;
  const { upstream, adapter } = world;
  const { workspace } = agent;
  const { outcome, watch } = await scene.registered();
  const { clusterNamespace } = outcome.state;
  let error = '';
  let since = 0;
  return waitPatiently(
    { what: `GitRepo ${name}`, deadlineMs: DEADLINE_MS, everyMs: 1_000, signal },
    async (): Promise<PatientLook<TriedGitRepo>> => {
      const [state, object] = await Promise.all([
        gitRepoState(upstream, { name, workspace }),
        probeObject(watch.downstream, { release: name, namespace: name }),
      ]);
      const [bundle] = state.bundles;
      const deployment =
        bundle === undefined
          ? undefined
          : await helmOpState(upstream, adapter, { name: bundle, workspace, clusterNamespace });
      const agentError = deployment?.agentError ?? '';
      const value = { name, state, agentError, ...(object !== undefined && { object }) };
      if (object !== undefined && deployment?.deployed) return { done: true, value };
      const current = agentError || state.error;
      if (current !== error) {
        error = current;
        since = Date.now();
      }
      const stands = current !== '' && !/\bWaitApplied|NotReady|Modified\b/.test(current);
      const follows = !reason?.test(agentError) || reason.test(state.error);
      if (stands && Date.now() - since >= (follows ? SETTLE_MS : FOLLOWING_MS)) return { done: true, value };
      return {
        done: false,
        saw: current || `commit ${state.commit || 'none'}, ${state.bundles.length} bundles`,
      };
    },
  );
}

function words({ name, state, agentError, object }: TriedGitRepo): string {
  const what = object === undefined ? agentError || state.error || 'not deployed' : `deployed ${object.name}`;
  return `GitRepo ${name}: ${what}; commit ${state.commit.slice(0, 8) || 'none'}; bundles ${state.bundles.join(', ') || 'none'}`;
}
