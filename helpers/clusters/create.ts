import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import type { Context } from '../process/context.ts';
import { asHarnessError, HarnessError } from '../process/errors.ts';
import type { Step } from '../process/progress.ts';
import { tellRetry } from '../process/retries.ts';
import { type RunResult, run } from '../process/run.ts';
import { canGiveSysResource } from '../supply/docker/capabilities.ts';
import type { Cluster, ClusterSpec } from './cluster.ts';
import { dockerLines } from './docker.ts';
import { clusterFailure } from './failure.ts';
import { kindConfig } from './kindConfig.ts';
import { kubeconfigFiles, withServer } from './kubeconfig.ts';
import { clusterName, nodeName } from './names.ts';
import { checkBeforeCreation } from './preflight.ts';
import { removeCluster } from './remove.ts';

/** What the creation of clusters needs besides the run. */
export interface CreateOptions {
  /** Path of the kind program. */
  kind: string;
  /** The run's docker network. */
  network: string;
}

/**
 * Creates kind clusters side by side and waits until their nodes are ready. If one fails, all are removed again.
 * @returns the clusters in the order of the specs.
 * @throws HarnessError, one clear cause each (see `checkBeforeCreation` and `clusterFailure`).
 */
export async function createClusters(
  context: Context,
  specs: readonly ClusterSpec[],
  options: CreateOptions,
): Promise<Cluster[]> {
  await checkBeforeCreation(context.runId, specs, context.signal);
  const creations = specs.map(spec => startCreation(context, spec, options));
  try {
    return await Promise.all(creations.map(creation => creation.cluster));
  } catch (error) {
    const settled = await Promise.all(creations.map(creation => creation.abandon()));
    const leftover = settled.find(failure => failure !== undefined);
    // What could not be removed stays in the ledger, which tries again and reports it.
    if (leftover) context.progress.say(leftover.line);
    throw error;
  }
}

interface Creation {
  cluster: Promise<Cluster>;
  /** Ends the creation, removes what there is and strikes the ledger's entry; gives the failure, if any. */
  abandon(): Promise<HarnessError | undefined>;
}

function startCreation(context: Context, spec: ClusterSpec, options: CreateOptions): Creation {
  const name = clusterName(context.runId, spec.role);
  const ended = new AbortController();
  const signal = AbortSignal.any([context.signal, ended.signal]);
  let creator: number | undefined;
  const onStart = (pid: number) => {
    creator = pid;
  };
  const remove = async () => {
    ended.abort();
    await removeCluster(name, creator);
  };
  context.ledger.enter({ kind: 'cluster', name }, remove);
  const cluster = context.progress.step(
    `creating cluster ${name}`,
    async step => {
      const created = await createAtFreePort({ context, spec, options, name, signal, onStart, step });
      // It has ended with all that it started; in a long run its number becomes that of somebody else.
      creator = undefined;
      return created;
    },
    { estimateSeconds: 60 },
  );
  const abandon = async () => {
    try {
      await remove();
      await cluster.catch(() => {}); // its failure, or its end by the line above, has been told already
      context.ledger.strike('cluster', name);
      return undefined;
    } catch (error) {
      return asHarnessError(error);
    }
  };
  return { cluster, abandon };
}

/** What the creation of one cluster needs. */
interface CreationFacts {
  context: Context;
  spec: ClusterSpec;
  options: CreateOptions;
  name: string;
  signal: AbortSignal;
  onStart: (pid: number) => void;
  step: Step;
}

/** kind looks for a free port before it makes the node: where another took it in between, kind is to choose once more. */
async function createAtFreePort(facts: CreationFacts): Promise<Cluster> {
  try {
    return await create(facts);
  } catch (error) {
    if (!(error instanceof HarnessError && error.code === 'port-taken')) throw error;
    tellRetry({ what: `create cluster ${facts.name}`, why: error.message });
  }
  await removeCluster(facts.name);
  return create(facts);
}

async function create(facts: CreationFacts): Promise<Cluster> {
  const { context, spec, options, name, signal } = facts;
  const { own: kubeconfig } = kubeconfigFiles(context.privateDir, spec.role);
  if (signal.aborted) throw interrupted(name);
  const args = [
    'create',
    'cluster',
    '--name',
    name,
    '--kubeconfig',
    kubeconfig,
    '--config',
    '-',
    '--wait',
    '180s',
  ];
  const result = await run(options.kind, args, {
    input: kindConfig(spec, canGiveSysResource() !== false),
    env: { KIND_EXPERIMENTAL_DOCKER_NETWORK: options.network, KIND_EXPERIMENTAL_PROVIDER: 'docker' },
    ownSession: true,
    onStart: facts.onStart,
    onLine: facts.step.note,
    timeoutMs: 600_000,
    accept: [1],
    signal,
  });
  if (signal.aborted) throw interrupted(name);
  failIfNotReady(name, result);
  return describe({ context, spec, network: options.network, name, kubeconfig });
}

function interrupted(name: string): HarnessError {
  return new HarnessError('interrupted', {
    message: `interrupted while creating cluster ${name}`,
    cure: 'Run it again',
  });
}

/** kind ends with 0 also when the node did not become ready in time, and only says so. */
function failIfNotReady(name: string, result: RunResult): void {
  if (result.exitCode !== 0) throw clusterFailure(`cluster ${name} was not created`, result.stderr);
  if (/timed out waiting/i.test(result.stderr)) {
    throw clusterFailure(`cluster ${name} did not become ready`, result.stderr);
  }
}

async function describe(facts: {
  context: Context;
  spec: ClusterSpec;
  network: string;
  name: string;
  kubeconfig: string;
}): Promise<Cluster> {
  const { context, spec, network, name, kubeconfig } = facts;
  const node = nodeName(name);
  const internalUrl = `https://${node}:6443`;
  const { internal: internalKubeconfig } = kubeconfigFiles(context.privateDir, spec.role);
  chmodSync(kubeconfig, 0o600);
  writeFileSync(internalKubeconfig, withServer(readFileSync(kubeconfig, 'utf8'), internalUrl), {
    mode: 0o600,
  });
  const format = `{{(index .NetworkSettings.Networks "${network}").IPAddress}}`;
  const [nodeAddress = ''] = await dockerLines(['inspect', '--format', format, node], context.signal);
  return { name, role: spec.role, node, nodeAddress, kubeconfig, internalKubeconfig, internalUrl };
}
