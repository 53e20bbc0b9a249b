import { type Authority, createAuthority } from '../../certs/authority.ts';
import { issueServerCertificate } from '../../certs/flaws.ts';
import type { Cluster } from '../../helpers/clusters/cluster.ts';
import { createClusters } from '../../helpers/clusters/create.ts';
import { loadImages } from '../../helpers/clusters/loadImages.ts';
import { clusterName, nodeName } from '../../helpers/clusters/names.ts';
import { createRunNetwork } from '../../helpers/clusters/network.ts';
import { edgeAlias, startEdge } from '../../helpers/edge/edge.ts';
import type { ListenerSpec } from '../../helpers/edge/listener.ts';
import { ensureDocker } from '../../helpers/supply/docker/ensure.ts';
import { publicCa } from '../../helpers/supply/publicCa.ts';
import { chooseSupply, type Supply } from '../../helpers/supply/supply.ts';
import { trustingImage } from '../../helpers/supply/trustingImage.ts';
import type { AuthorityName, Scenario } from '../../scenarios/vocabulary.ts';
import type { RunOptions } from '../options.ts';
import { choosePairs, type Pair } from '../plan/pairs.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import type { PairHandle, RunHandle } from './handle.ts';
import type { OpenRun } from './open.ts';
import { chooseReleases } from './releases.ts';

/** A run whose clusters, edge and images stand ready. */
export interface Prepared {
  handle: RunHandle;
  plan: Plan;
  pairs: Pair[];
  supply: { strategy: Supply['name']; why: string };
}

type Authorities = Record<AuthorityName, Authority>;

/**
 * Brings up all that the plan needs: Docker, supply, releases, clusters and edge. Each of its makings is in the run's
 * ledger, so that closing the run undoes them, however far this came.
 */
export async function prepare(
  run: OpenRun,
  scenarios: readonly Scenario[],
  options: RunOptions,
): Promise<Prepared> {
  await ensureDocker(run, { keepDaemon: options.keepDocker });
  const supply = await chooseSupply(run, options.supply);
  run.progress.say(`supply: ${supply.name}, because ${supply.why}`);
  const chosen = await chooseReleases(run, options);
  run.progress.say(`Fleet: ${chosen.what}, because ${chosen.why}`);
  const { pairs, left } = choosePairs(chosen.releases, { roles: options.pairs, given: options.pair });
  for (const line of left) run.progress.say(line);
  const plan = makePlan(scenarios, pairs);

  const [tools, nodeImage, edgeImage] = await Promise.all([
    supply.tools(),
    supply.nodeImage(),
    supply.edgeImage(),
  ]);
  const authorities = await makeAuthorities(run.cacheDir);
  const network = await createRunNetwork(run);
  const [[downstream, ...upstreams], edge, images] = await Promise.all([
    createClusters(
      run,
      ['downstream', ...plan.upstreams.map(upstreamRole)].map(role => ({ role, nodeImage })),
      { kind: tools.kind, network },
    ),
    startEdge(run, {
      image: edgeImage.ref,
      network,
      listeners: await edgeListeners(run.runId, plan, authorities),
    }),
    trustingImages(run, pairs, authorities.public.certPem),
  ]);
  const handles = pairs.map((pair): PairHandle => {
    const { controllerRelease, agentRelease } = pair;
    const trusting = (reference: string) => images.get(reference) as string;
    return {
      release: controllerRelease,
      images: {
        controller: trusting(controllerRelease.controller.reference),
        agent: trusting(agentRelease.agent.reference),
      },
    };
  });
  await Promise.all([
    loadImages(run, [downstream as Cluster], unique(handles.map(pair => pair.images.agent))),
    ...plan.upstreams.map((key, at) => {
      const ofUpstream = handles.filter((_, index) => plan.pairs[index]?.upstream === key);
      return loadImages(
        run,
        [upstreams[at] as Cluster],
        unique(ofUpstream.map(pair => pair.images.controller)),
      );
    }),
  ]);

  return {
    plan,
    pairs,
    supply: { strategy: supply.name, why: supply.why },
    handle: {
      runId: run.runId,
      startedAt: run.startedAt,
      resultsDir: run.resultsDir,
      privateDir: run.privateDir,
      cacheDir: run.cacheDir,
      helm: tools.helm,
      plan,
      staleRecords: options.staleRecords,
      pairs: Object.fromEntries(plan.pairs.map(({ key }, index) => [key, handles[index] as PairHandle])),
      upstreams: Object.fromEntries(plan.upstreams.map((key, index) => [key, upstreams[index] as Cluster])),
      downstream: downstream as Cluster,
      edge: { container: edge.container, alias: edge.alias },
      authorities: {
        public: authorities.public.certPem,
        private: authorities.private.certPem,
        other: authorities.other.certPem,
      },
    },
  };
}

function upstreamRole(key: string): string {
  return `upstream-${key}`;
}

function unique(references: readonly string[]): string[] {
  return [...new Set(references)];
}

async function makeAuthorities(cacheDir: string): Promise<Authorities> {
  const [shared, own, other] = await Promise.all([
    publicCa(cacheDir),
    createAuthority({ commonName: 'fleet-tls-e2e private CA' }),
    createAuthority({ commonName: 'fleet-tls-e2e other CA' }),
  ]);
  return { public: shared, private: own, other };
}

function edgeListeners(runId: string, plan: Plan, authorities: Authorities): Promise<ListenerSpec[]> {
  return Promise.all(
    plan.listeners.map(async listener => ({
      name: listener.name,
      port: listener.port,
      leaf: await issueServerCertificate(
        authorities[listener.issuer],
        { dnsNames: [edgeAlias(runId)] },
        listener.flaw,
      ),
      serves:
        'charts' in listener.serves
          ? { kind: 'charts' as const }
          : {
              kind: 'upstream' as const,
              host: `${nodeName(clusterName(runId, upstreamRole(listener.serves.upstreamOf)))}:6443`,
            },
    })),
  );
}

/** The images of all pairs with the public CA in their stores, by the reference of the original. */
async function trustingImages(
  run: OpenRun,
  pairs: readonly Pair[],
  caPem: string,
): Promise<Map<string, string>> {
  const originals = new Map(
    pairs.flatMap(({ controllerRelease, agentRelease }) =>
      [controllerRelease.controller, agentRelease.agent].map(({ reference, digest }): [string, string] => [
        reference,
        digest,
      ]),
    ),
  );
  const derived = await Promise.all(
    [...originals].map(
      async ([ref, id]): Promise<[string, string]> => [
        ref,
        (await trustingImage(run, { ref, id }, caPem)).ref,
      ],
    ),
  );
  return new Map(derived);
}
