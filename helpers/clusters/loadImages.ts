import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fieldAt, textAt } from '../kube/fields.ts';
import { parsedYaml } from '../kube/yaml.ts';
import type { Context } from '../process/context.ts';
import { HarnessError } from '../process/errors.ts';
import { type Look, poll } from '../process/poll.ts';
import { run } from '../process/run.ts';
import type { Cluster } from './cluster.ts';
import { dockerLines } from './docker.ts';
import { clusterFailure } from './failure.ts';
import { type NodeImageEntry, nodeHas, parseImageCheck } from './nodeImages.ts';

/** An image of the local Docker, with every digest that a node may know it by. */
interface LocalImage {
  ref: string;
  ids: string[];
}

/**
 * Brings images of the local Docker onto the nodes of clusters: saved once, imported side by side, and verified on
 * each node. What a node already has is not loaded again.
 * @throws HarnessError `image-missing` when Docker has no such image, or a node has none after an import that
 *   claimed success; `disk-full` and others.
 */
export async function loadImages(
  context: Context,
  clusters: readonly Pick<Cluster, 'node'>[],
  refs: readonly string[],
): Promise<void> {
  const images = await Promise.all(refs.map(ref => localImage(ref, context.signal)));
  const wanted = await Promise.all(
    clusters.map(async ({ node }) => {
      const entries = await imagesOnNode(node, context.signal);
      return { node, missing: images.filter(image => !nodeHas(entries, image)) };
    }),
  );
  const lacking = wanted.filter(({ missing }) => missing.length > 0);
  const missing = images.filter(image => lacking.some(node => node.missing.includes(image)));
  if (missing.length === 0) return;
  const title = `loading ${missing.map(({ ref }) => ref).join(', ')} onto ${lacking.length} node(s)`;
  await context.progress.step(
    title,
    () =>
      saveAndImport(
        context,
        lacking.map(({ node }) => node),
        missing,
      ),
    {
      estimateSeconds: 5 + 5 * missing.length,
    },
  );
}

async function saveAndImport(
  context: Context,
  nodes: readonly string[],
  images: readonly LocalImage[],
): Promise<void> {
  const { signal } = context;
  const folder = mkdtempSync(join(context.privateDir, 'images-'));
  try {
    const archive = join(folder, 'images.tar');
    const refs = images.map(({ ref }) => ref);
    await dockerLines(['save', ...(await platformFlag(signal)), '--output', archive, ...refs], signal);
    const saved = await withSavedIds(images, archive, signal);
    await Promise.all(
      nodes.map(async node => {
        await importOnNode(node, archive, signal);
        await verifyOnNode(node, saved, signal);
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function localImage(ref: string, signal: AbortSignal): Promise<LocalImage> {
  const { stdout, exitCode, stderr } = await run('docker', ['image', 'inspect', '--format', '{{.Id}}', ref], {
    signal,
    accept: [1],
  });
  if (exitCode === 0) return { ref, ids: [stdout.trim()] };
  if (!/no such image/i.test(stderr)) throw clusterFailure(`image ${ref} cannot be loaded`, stderr);
  throw new HarnessError('image-missing', {
    message: `image ${ref} is not in the local Docker`,
    cure: `Pull or build it, and look with: docker image ls ${ref}`,
  });
}

/** A Docker that keeps images of several platforms is told to save one: a node refuses an archive with holes. */
async function platformFlag(signal: AbortSignal): Promise<string[]> {
  const format = '{{.Client.APIVersion}}\t{{.Server.Os}}/{{.Server.Arch}}';
  const [answer = ''] = await dockerLines(['version', '--format', format], signal);
  const [api = '', platform = ''] = answer.split('\t');
  return knowsPlatforms(api) ? ['--platform', platform] : [];
}

/** Whether client and daemon agreed on an API in which `docker save` can choose a platform (Docker 28, API 1.48). */
export function knowsPlatforms(apiVersion: string): boolean {
  const [major = 0, minor = 0] = apiVersion.split('.').map(Number);
  return major > 1 || (major === 1 && minor >= 48);
}

/** Adds the configuration digests in the archive: with Docker's containerd store the image's id is another digest. */
async function withSavedIds(
  images: readonly LocalImage[],
  archive: string,
  signal: AbortSignal,
): Promise<LocalImage[]> {
  const { stdout } = await run('tar', ['-xOf', archive, 'manifest.json'], { signal });
  return images.map(image => ({ ref: image.ref, ids: [...image.ids, ...configDigests(stdout, image.ref)] }));
}

/** The configuration digests that an archive's `manifest.json` gives for a reference (as `sha256:...`). */
export function configDigests(manifest: string, ref: string): string[] {
  const entries = parsedYaml(manifest); // which JSON is, too
  return (Array.isArray(entries) ? entries : [])
    .filter(entry => [fieldAt(entry, 'RepoTags')].flat().some(tag => tag === ref || tag === `${ref}:latest`))
    .flatMap(entry => /[0-9a-f]{64}/.exec(textAt(entry, 'Config'))?.map(hex => `sha256:${hex}`) ?? []);
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
