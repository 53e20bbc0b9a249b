import { HarnessError } from '../../process/errors.ts';
import { run } from '../../process/run.ts';
import type { Release, ReleaseImage } from '../release.ts';
import { type ChartFolder, readChartFolder } from './chartFolder.ts';

/**
 * Releases from chart folders on this machine, with the images that their values name in the local Docker.
 * @param folders each `<folder>` or `<version>=<folder>`.
 * @throws HarnessError `config` for a folder that is none, `image-missing` for an image that Docker does not have.
 */
export async function localReleases(folders: readonly string[], signal: AbortSignal): Promise<Release[]> {
  return Promise.all(folders.map(readChartFolder).map(folder => releaseOf(folder, signal)));
}

async function releaseOf({ version, charts, images }: ChartFolder, signal: AbortSignal): Promise<Release> {
  const [controller, agent] = await Promise.all([
    localImage(images.controller, signal),
    localImage(images.agent, signal),
  ]);
  return { version, standin: false, charts, controller, agent };
}

async function localImage(reference: string, signal: AbortSignal): Promise<ReleaseImage> {
  const args = ['image', 'inspect', '--format', '{{.Id}}', reference];
  const { stdout, exitCode } = await run('docker', args, { signal, accept: [1] });
  if (exitCode !== 0) {
    throw new HarnessError('image-missing', {
      message: `the local Docker has no image ${reference}`,
      cure: 'Build or load it, or set image.repository and image.tag in the values of the chart',
    });
  }
  return { reference, digest: stdout.trim() };
}
