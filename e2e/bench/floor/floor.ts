import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { removeCluster, removeContainers } from '../../../helpers/clusters/remove.ts';
import { type Context, RUN_LABEL } from '../../../helpers/process/context.ts';
import { run as runCommand } from '../../../helpers/process/run.ts';
import { type FloorNames, floorNames, type Ground, writeFloorFiles } from './ground.ts';
import { Steps } from './steps.ts';

const SCRIPT = fileURLToPath(new URL('floor.sh', import.meta.url));

/** What one round of the floor took, in seconds. */
export interface FloorRound {
  seconds: number;
  steps: Record<string, number>;
}

/** Has the floor's script run once. Its files are written before it is measured, and what it makes is in the run's ledger. */
export async function playFloor(
  run: Context,
  { ground, network, round }: { ground: Ground; network: string; round: number },
): Promise<FloorRound> {
  const names = floorNames(run.runId, round);
  const folder = join(run.privateDir, `floor-${round}`);
  mkdirSync(folder, { mode: 0o700 });
  await writeFloorFiles(folder, names, ground);
  let creator: number | undefined;
  const { ledger, signal } = run;
  for (const name of [names.upstream, names.downstream])
    ledger.enter({ kind: 'cluster', name }, () => removeCluster(name, creator));
  ledger.enter({ kind: 'container', name: names.edge }, () => removeContainers([names.edge]));
  const steps = new Steps();
  const { seconds } = await runCommand('bash', [SCRIPT], {
    env: { FOLDER: folder, LABEL: `${RUN_LABEL}=${run.runId}`, ...environmentOf(names, network, ground) },
    ownSession: true,
    onStart: pid => {
      creator = pid;
    },
    onLine: line => steps.line(line, performance.now() / 1000),
    signal,
  });
  for (const name of [names.upstream, names.downstream]) ledger.strike('cluster', name);
  ledger.strike('container', names.edge);
  return { seconds, steps: steps.seconds };
}

function environmentOf(
  { upstream, downstream, edge }: FloorNames,
  network: string,
  { tools, edgeImage, fleetImage, release }: Ground,
): Record<string, string> {
  return {
    ...{ KIND: tools.kind, KUBECTL: tools.kubectl, HELM: tools.helm },
    ...{ UPSTREAM: upstream, DOWNSTREAM: downstream, EDGE: edge, NETWORK: network },
    ...{ EDGE_IMAGE: edgeImage, FLEET_IMAGE: fleetImage },
    ...{ CRD_CHART: release.charts.crd, FLEET_CHART: release.charts.fleet },
    ...{ KIND_EXPERIMENTAL_DOCKER_NETWORK: network, KIND_EXPERIMENTAL_PROVIDER: 'docker' },
  };
}
