import type { KubeClient, KubeObject } from '../kube/client.ts';
import { conditionsOf, fieldAt, textAt } from '../kube/fields.ts';
import type { FleetAdapter } from './adapters/adapter.ts';
import { base64 } from './base64.ts';
import { helmSecretName, secretObject } from './helmOp.ts';
import { FLEET_API } from './places.ts';

/** One GitRepo for one cluster. */
export interface GitRepoRequest {
  name: string;
  workspace: string;
  clusterName: string;
  /** The repository's URL. */
  repo: string;
  branch: string;
  /** CA of the git server, PEM; none when absent. */
  caBundle?: string;
  /** CA of the server of a chart that its bundle names, PEM, and what its URL is like; none when absent. */
  charts?: { cacerts?: string; url: string };
  /** The registry that bundles go through, and its CA, PEM. */
  storage?: { reference: string; cacerts?: string };
}

/** The objects of a GitRepo: itself, and its secrets. */
export function gitRepoObjects(adapter: FleetAdapter, request: GitRepoRequest): KubeObject[] {
  const { name, workspace, caBundle, charts, storage } = request;
  const storageSecret = `${name}-storage`;
  const throughRegistry =
    storage && adapter.ociStorage({ reference: storage.reference, secretName: storageSecret });
  const gitRepo: KubeObject = {
    apiVersion: FLEET_API,
    kind: 'GitRepo',
    metadata: { name, namespace: workspace },
    spec: {
      repo: request.repo,
      branch: request.branch,
      paths: ['bundle'],
      pollingInterval: '15s',
      targets: [{ clusterName: request.clusterName }],
      ...(caBundle !== undefined && { caBundle: base64(caBundle) }),
      // From 0.16 on a secret is used only for URLs that are named.
      ...(charts && { helmSecretName: helmSecretName(name), helmRepoURLRegex: `^${escaped(charts.url)}` }),
      ...throughRegistry?.spec,
    },
  };
  return [
    ...(charts
      ? [
          secretObject(name, workspace, {
            ...(charts.cacerts !== undefined && { cacerts: charts.cacerts }),
          }),
        ]
      : []),
    ...(storage && throughRegistry
      ? [
          {
            apiVersion: 'v1',
            kind: 'Secret',
            metadata: { name: storageSecret, namespace: workspace },
            type: throughRegistry.secretType,
            data: {
              reference: base64(storage.reference),
              ...(storage.cacerts !== undefined && { cacerts: base64(storage.cacerts) }),
            },
          },
        ]
      : []),
    gitRepo,
  ];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** How far a GitRepo is. */
export interface GitRepoState {
  /** The commit that it has seen; empty before the first. */
  commit: string;
  /** The messages of its conditions that tell of a failure, joined. */
  error: string;
  /** Names of its bundles. */
  bundles: string[];
}

const CA_LEFT_OUT = 'its job was started without the CA that it carries';

/** Reads how far a GitRepo is. */
export async function gitRepoState(
  upstream: KubeClient,
  { name, workspace }: { name: string; workspace: string },
): Promise<GitRepoState> {
  const [gitRepo, bundles] = await Promise.all([
    upstream.get({ apiVersion: FLEET_API, kind: 'GitRepo', name, namespace: workspace }),
    upstream.list(
      { apiVersion: FLEET_API, kind: 'Bundle', namespace: workspace },
      `fleet.cattle.io/repo-name=${name}`,
    ),
  ]);
  const errors = conditionsOf(gitRepo)
    .filter(condition => BAD[condition.type] === condition.status && condition.message !== '')
    .map(({ message }) => message.trim());
  if (gitRepo && errors.length > 0) {
    const jobs = await upstream.list({ apiVersion: 'batch/v1', kind: 'Job', namespace: workspace });
    if (isCaLeftOut(gitRepo, jobs)) errors.push(CA_LEFT_OUT);
  }
  return {
    commit: textAt(gitRepo, 'status.commit'),
    error: errors.join('; '),
    bundles: bundles.map(bundle => bundle.metadata.name),
  };
}

/**
 * Whether a GitRepo carries a CA, and one of these jobs fetches it without. Its message is then that of a server whose CA
 * nobody was given (Fleet 0.12-0.16 name the CA to the job by `--ca-bundle-file`).
 */
export function isCaLeftOut(gitRepo: KubeObject, jobs: readonly KubeObject[]): boolean {
  if (textAt(gitRepo, 'spec.caBundle') === '') return false;
  return jobs
    .filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === gitRepo.metadata.uid))
    .some(job => !JSON.stringify(fieldAt(job, 'spec.template.spec') ?? {}).includes('--ca-bundle-file'));
}

/** The conditions of a GitRepo that tell of a failure, and how (Fleet 0.12-0.16). */
const BAD: Record<string, string> = {
  GitPolling: 'False',
  Stalled: 'True',
  Accepted: 'False',
  Ready: 'False',
};
