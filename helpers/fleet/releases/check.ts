import { asHarnessError } from '../../process/errors.ts';
import type { Check } from '../../supply/doctor.ts';
import { readChartFolder } from './chartFolder.ts';
import { localReleases } from './local.ts';

/** What a run asks of the chart folders that it is given: that they are some, and that Docker has their images. */
export function checkCharts(
  folders: readonly string[],
  { daemonAnswers, signal }: { daemonAnswers: boolean; signal: AbortSignal },
): Promise<Check[]> {
  return Promise.all(folders.map(folder => checkFolder(folder, { daemonAnswers, signal })));
}

async function checkFolder(
  folder: string,
  { daemonAnswers, signal }: { daemonAnswers: boolean; signal: AbortSignal },
): Promise<Check> {
  const base = { what: `charts ${folder}`, wanted: "Fleet's charts, their images in the local Docker" };
  try {
    const { version, images } = readChartFolder(folder);
    const found = `${version}: ${images.controller}, ${images.agent}`;
    if (!daemonAnswers) {
      const cure = 'Look again with a Docker daemon that answers: its images were not looked at';
      return { ...base, state: 'warning', found, cure };
    }
    await localReleases([folder], signal);
    return { ...base, state: 'ok', found, cure: '' };
  } catch (error) {
    const { message, cure } = asHarnessError(error);
    return { ...base, state: 'missing', found: message, cure };
  }
}
