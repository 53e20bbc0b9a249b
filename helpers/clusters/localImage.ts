import { HarnessError } from '../process/errors.ts';
import { run } from '../process/run.ts';
import { clusterFailure } from './failure.ts';

/** An image of the local Docker, with every digest that a node may know it by. */
export interface LocalImage {
  ref: string;
  ids: string[];
}

/** @throws HarnessError `image-missing` when Docker has no such image, and others. */
export async function localImage(ref: string, signal: AbortSignal): Promise<LocalImage> {
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
