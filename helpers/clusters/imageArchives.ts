import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fieldAt, textAt } from '../kube/fields.ts';
import { parsedYaml } from '../kube/yaml.ts';
import type { Context } from '../process/context.ts';
import { run } from '../process/run.ts';
import { dockerLines } from './docker.ts';
import { type LocalImage, localImage } from './localImage.ts';

/** Images of the local Docker, saved for nodes: layers that they share are in it once. */
export interface ImageArchive {
  images: LocalImage[];
  /** Path of the archive. */
  file: string;
}

/** Archives of the local Docker's images: each set of them is saved once, however many nodes are given it. */
export class ImageArchives {
  readonly #context: Pick<Context, 'privateDir' | 'signal'>;
  readonly #folder: string;
  readonly #archives = new Map<string, Promise<ImageArchive>>();

  constructor(context: Pick<Context, 'privateDir' | 'signal'>) {
    this.#context = context;
    this.#folder = mkdtempSync(join(context.privateDir, 'images-'));
  }

  /**
   * The archive of these images, saved now if it was not yet.
   * @throws HarnessError `image-missing` when Docker lacks one of them; `disk-full` and others.
   */
  of(refs: readonly string[]): Promise<ImageArchive> {
    const key = refs.toSorted().join(' ');
    const known = this.#archives.get(key);
    if (known) return known;
    const file = join(this.#folder, `${this.#archives.size}.tar`);
    const saving = saveImages(refs, file, this.#context.signal);
    this.#archives.set(key, saving);
    return saving;
  }

  /** Begins to save images that a node will be given; whoever asks for them is told of the failure. */
  begin(refs: readonly string[]): void {
    this.of(refs).catch(() => {});
  }

  /** Removes them, once none is being written any more. */
  async remove(): Promise<void> {
    await Promise.allSettled(this.#archives.values());
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function saveImages(refs: readonly string[], file: string, signal: AbortSignal): Promise<ImageArchive> {
  const images = await Promise.all(refs.map(ref => localImage(ref, signal)));
  await dockerLines(['save', ...(await platformFlag(signal)), '--output', file, ...refs], signal);
  const { stdout: manifest } = await run('tar', ['-xOf', file, 'manifest.json'], { signal });
  // With Docker's containerd store an image's id is another digest than that of its configuration.
  return {
    images: images.map(({ ref, ids }) => ({ ref, ids: [...ids, ...configDigests(manifest, ref)] })),
    file,
  };
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

/** The configuration digests that an archive's `manifest.json` gives for a reference (as `sha256:...`). */
export function configDigests(manifest: string, ref: string): string[] {
  const entries = parsedYaml(manifest); // which JSON is, too
  return (Array.isArray(entries) ? entries : [])
    .filter(entry => [fieldAt(entry, 'RepoTags')].flat().some(tag => tag === ref || tag === `${ref}:latest`))
    .flatMap(entry => /[0-9a-f]{64}/.exec(textAt(entry, 'Config'))?.map(hex => `sha256:${hex}`) ?? []);
}
