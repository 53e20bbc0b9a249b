import { cacheFolder } from '../../helpers/supply/cacheFolder.mjs';
import { type Check, checksTable, examine, isHealthy } from '../../helpers/supply/doctor.ts';
import { gatherMachineFacts, type MachineFacts } from '../../helpers/supply/machine.ts';
import { type Setting, settingsText } from '../config/settings.ts';

/**
 * Prints every prerequisite with found, wanted and cure, those of the given charts too, and what options a run would
 * have, from where.
 * @returns the exit status: 3 when a prerequisite is missing.
 */
export async function doctorCommand(
  settings: readonly Setting[],
  { json }: { json: boolean },
  write: (text: string) => void,
): Promise<number> {
  const facts = await gatherMachineFacts(cacheFolder());
  const checks = [...examine(facts, 'source'), ...(await checksOfCharts(settings, facts))];
  write(
    json
      ? JSON.stringify({ checks, settings }, null, 2)
      : `${checksTable(checks)}\n\n${settingsText(settings)}`,
  );
  return isHealthy(checks) ? 0 : 3;
}

async function checksOfCharts(settings: readonly Setting[], { docker }: MachineFacts): Promise<Check[]> {
  const folders = settings.find(({ option }) => option === '--charts')?.value;
  if (!Array.isArray(folders) || folders.length === 0) return [];
  const { checkCharts } = await import('../../helpers/fleet/releases/check.ts');
  const daemonAnswers = docker.daemon.answers;
  return checkCharts(folders, { daemonAnswers, signal: AbortSignal.timeout(20_000) });
}
