import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { issueServerCertificate } from '../../../certs/flaws.ts';
import { kindConfig } from '../../../helpers/clusters/kindConfig.ts';
import { clusterName, nodeName } from '../../../helpers/clusters/names.ts';
import { PROBE_CHART } from '../../../helpers/edge/charts.ts';
import { edgeContents } from '../../../helpers/edge/contents.ts';
import { edgeAlias } from '../../../helpers/edge/edge.ts';
import { adapterFor } from '../../../helpers/fleet/adapters/choose.ts';
import { helmOpObjects } from '../../../helpers/fleet/helmOp.ts';
import { fleetValues } from '../../../helpers/fleet/install.ts';
import { FLEET_API } from '../../../helpers/fleet/places.ts';
import type { Release } from '../../../helpers/fleet/release.ts';
import { standinReleases } from '../../../helpers/fleet/releases/standin.ts';
import type { Context } from '../../../helpers/process/context.ts';
import { canGiveSysResource } from '../../../helpers/supply/docker/capabilities.ts';
import { publicCa } from '../../../helpers/supply/publicCa.ts';
import { chooseSupply, type SuppliedNode } from '../../../helpers/supply/supply.ts';
import type { Tools } from '../../../helpers/supply/tools.ts';
import { trustingImage } from '../../../helpers/supply/trustingImage.ts';

/** What floor and harness start from, made before anything is measured: programs, images, charts. */
export interface Ground {
  tools: Tools;
  node: SuppliedNode;
  edgeImage: string;
  release: Release;
  /** Fleet's image, with the public CA in its store. */
  fleetImage: string;
  publicCa: Awaited<ReturnType<typeof publicCa>>;
}

/** Gets all of it: what is cached as it is, the rest is built. */
export async function layGround(run: Context, version: string): Promise<Ground> {
  const supply = await chooseSupply(run, 'auto');
  const [tools, node, edge, [release], ca] = await Promise.all([
    supply.tools(),
    supply.nodeImage(),
    supply.edgeImage(),
    standinReleases(run, [version]),
    publicCa(run.cacheDir),
  ]);
  if (release === undefined) throw new Error(`there is no stand-in ${version}`);
  const { reference, digest } = release.controller;
  const trusting = await trustingImage(run, { ref: reference, id: digest }, ca.certPem);
  return { tools, node, edgeImage: edge.ref, release, fleetImage: trusting.ref, publicCa: ca };
}

/** What one round of the floor makes, by name. */
export interface FloorNames {
  upstream: string;
  downstream: string;
  edge: string;
}

/** The names of a round's things. */
export function floorNames(runId: string, round: number): FloorNames {
  return {
    upstream: clusterName(runId, `floor-${round}-upstream`),
    downstream: clusterName(runId, `floor-${round}-downstream`),
    edge: edgeAlias(runId, `floor-${round}`),
  };
}

const PORT = 8443;

/** Writes the files that the floor's script reads. */
export async function writeFloorFiles(folder: string, names: FloorNames, ground: Ground): Promise<void> {
  const { release, fleetImage, node } = ground;
  const write = (name: string, content: string | Buffer, mode = 0o600) => {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true, mode: 0o755 });
    writeFileSync(file, content, { mode });
  };
  const leaf = await issueServerCertificate(ground.publicCa, { dnsNames: [names.edge] });
  const listener = { name: 'charts', port: PORT, leaf, serves: { kind: 'charts' as const } };
  for (const { target, content, mode } of edgeContents([listener])) write(`edge${target}`, content, mode);
  write('kind.yaml', kindConfig({ role: '', nodeImage: node }, canGiveSysResource() !== false));
  write('values.yaml', stringify(floorValues(names, release, fleetImage)));
  write('cluster.yaml', stringify(CLUSTER));
  write('helmop.yaml', helmOpObjects(adapterFor(release.version), helmOp(names)).map(toYaml).join('---\n'));
}

function floorValues({ upstream }: FloorNames, release: Release, image: string): Record<string, unknown> {
  return fleetValues({
    ...{ name: '', helm: '', kubeconfig: '', release, images: { controller: image, agent: image } },
    mode: 'strict',
    apiServerURL: `https://${nodeName(upstream)}:6443`,
    serves: { gitops: false, local: false },
  });
}

const CLUSTER = {
  apiVersion: FLEET_API,
  kind: 'Cluster',
  metadata: { name: 'floor', namespace: 'floor' },
  spec: { kubeConfigSecret: 'floor-kubeconfig', agentNamespace: 'floor-agent' },
};

function helmOp({ edge }: FloorNames) {
  const { name, version } = PROBE_CHART;
  return {
    name: 'floor',
    workspace: 'floor',
    targets: [{ clusterName: 'floor', namespace: 'floor-charts' }],
    chart: { repo: `https://${edge}:${PORT}`, name, version },
    insecureSkipTLSVerify: false,
  };
}

function toYaml(object: unknown): string {
  return stringify(object);
}
