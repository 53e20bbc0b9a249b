import type { Context } from '../process/context.ts';
import { HarnessError } from '../process/errors.ts';
import { type Look, poll } from '../process/poll.ts';
import { run } from '../process/run.ts';
import { dockerLines } from './docker.ts';
import { clusterFailure } from './failure.ts';
import type { ImageArchives } from './imageArchives.ts';
import { type LocalImage, localImage } from './localImage.ts';
import { type NodeImageEntry, nodeHas, parseImageCheck } from './nodeImages.ts';

/** The images that a node has to have. */
export interface NodeNeeds {
  node: string;
  /** References in the local Docker. */
  refs: readonly string[];
}

/**
 * Brings images of the local Docker onto nodes, side by side, and verifies them there. What a node already has is not
 * loaded again.
 * @throws HarnessError `image-missing` when Docker has no such image, or a node has none after an import that
 *   claimed success; `disk-full` and others.
 */
export async function loadImages(
  context: Context,
  archives: ImageArchives,
  needs: readonly NodeNeeds[],
): Promise<void> {
  const { signal } = context;
  const wanted = await Promise.all(needs.map(need => lackOf(need, signal)));
  const lacking = wanted.filter(({ refs }) => refs.length > 0);
  const refs = [...new Set(lacking.flatMap(lack => lack.refs))];
  if (refs.length === 0) return;
  await context.progress.step(
    `loading ${refs.join(', ')} onto ${lacking.length} node(s)`,
    () => Promise.all(lacking.map(lack => bring(archives, lack, signal))),
    { estimateSeconds: 5 + 5 * refs.length },
  );
}

async function lackOf({ node, refs }: NodeNeeds, signal: AbortSignal): Promise<NodeNeeds> {
  const [entries, images] = await Promise.all([
    imagesOnNode(node, signal),
    Promise.all(refs.map(ref => localImage(ref, signal))),
  ]);
  return { node, refs: images.filter(image => !nodeHas(entries, image)).map(({ ref }) => ref) };
}

async function bring(archives: ImageArchives, { node, refs }: NodeNeeds, signal: AbortSignal): Promise<void> {
  const { images, file } = await archives.of(refs);
  await importOnNode(node, file, signal);
  await verifyOnNode(node, images, signal);
}

async function importOnNode(node: string, archive: string, signal: AbortSignal): Promise<void> {
  const args = ['exec', '--interactive', node, 'ctr', '--namespace=k8s.io', 'images', 'import', '-'];
  const result = await run('docker', args, { inputFile: archive, signal, accept: [1] });
  if (result.exitCode !== 0) throw clusterFailure(`images were not imported on ${node}`, result.stderr);
}

/** The kubelet's name for an image (its id) appears shortly after the import, hence the patience. */
async function verifyOnNode(node: string, images: readonly LocalImage[], signal: AbortSignal): Promise<void> {
  let missing: LocalImage[] = [];
  try {
    await poll({ what: `images on ${node}`, deadlineMs: 20_000, signal }, async (): Promise<Look<void>> => {
      const entries = await imagesOnNode(node, signal);
      missing = images.filter(image => !nodeHas(entries, image));
      return missing.length === 0
        ? { done: true, value: undefined }
        : { done: false, saw: `${missing.length} missing` };
    });
  } catch (error) {
    if (!(error instanceof HarnessError) || error.code !== 'wait-expired') throw error;
    throw new HarnessError('image-missing', {
      message: `${missing.map(({ ref }) => ref).join(', ')} not on ${node} although the import claimed success`,
      cure: 'Look for lack of disk space, and for an image of another platform',
      cause: error,
    });
  }
}

async function imagesOnNode(node: string, signal: AbortSignal): Promise<NodeImageEntry[]> {
  const lines = await dockerLines(['exec', node, 'ctr', '--namespace=k8s.io', 'images', 'check'], signal);
  return parseImageCheck(lines.join('\n'));
}
