import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dockerLines } from '../../helpers/clusters/docker.ts';
import { EventProgress } from '../../helpers/process/progress.ts';
import { reachDocker } from '../../helpers/supply/docker/ensure.ts';
import { stopOwnDaemon } from '../../helpers/supply/docker/stop-daemon.ts';

/**
 * The daemon by which Docker is looked at while no run is under way: where none answers one is started, and stopped again,
 * so that each run has to start its own.
 */
export class Onlooker {
  readonly #folder = mkdtempSync(join(tmpdir(), 'ftls-ends-docker-'));

  /** Makes sure that a daemon answers. */
  async begin(): Promise<void> {
    const progress = new EventProgress(() => {});
    await reachDocker({ cacheDir: this.#folder, progress, signal: AbortSignal.timeout(180_000) }, {});
  }

  /** Stops the daemon, if it was started for this. */
  async end(): Promise<void> {
    const nobody = { othersLive: false, worldUp: false, evenIfKept: true };
    await stopOwnDaemon({ cacheDir: this.#folder, ...nobody });
  }

  /** Ends it for good. */
  async close(): Promise<void> {
    await this.end();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A network, a volume and a container that bear names as a run's, and are none of a run. */
const DECOY = 'ftls-decoy';

/** Places what looks like a run's and is not; it has to survive. */
export async function placeDecoys(): Promise<void> {
  await removeDecoys();
  const [image = ''] = (await harnessImages()).filter(ref => !isEdge(ref));
  await dockerLines(['network', 'create', DECOY]);
  await dockerLines(['volume', 'create', DECOY]);
  const labels = ['--label', 'io.x-k8s.kind.cluster=decoy-of-ftls', '--label', 'fleet-tls-e2e=decoy'];
  const where = ['--name', `${DECOY}-control-plane`, '--network', DECOY, '--volume', `${DECOY}:/decoy`];
  await dockerLines(['create', ...labels, ...where, image, 'true']);
}

/** Removes them, where they are. */
export async function removeDecoys(): Promise<void> {
  const found = await dockerLines(['ps', '--all', '--quiet', '--filter', `name=^${DECOY}-control-plane$`]);
  if (found.length > 0) await dockerLines(['rm', '--force', ...found]);
  for (const kind of ['network', 'volume']) {
    const all = await dockerLines([kind, 'ls', '--format', '{{.Name}}']);
    if (all.includes(DECOY)) await dockerLines([kind, 'rm', DECOY]);
  }
}

/** Takes the edge's images away, so that a run has to build its own; gives what brings them back. */
export async function takeEdgeImages(folder: string): Promise<() => Promise<void>> {
  const refs = (await harnessImages()).filter(isEdge);
  if (refs.length === 0) return async () => {};
  const file = join(folder, 'edge-images.tar');
  await dockerLines(['save', '--output', file, ...refs]);
  await dockerLines(['image', 'rm', '--force', ...refs]);
  return async () => {
    await dockerLines(['load', '--input', file]);
    rmSync(file, { force: true });
  };
}

async function harnessImages(): Promise<string[]> {
  const format = '{{.Repository}}:{{.Tag}}';
  return dockerLines(['image', 'ls', '--format', format, '--filter', 'reference=fleet-tls-e2e/*']);
}

function isEdge(ref: string): boolean {
  return ref.startsWith('fleet-tls-e2e/edge:');
}
