import { cacheFolder } from '../../helpers/supply/cacheFolder.ts';
import { checksTable, examine, isHealthy } from '../../helpers/supply/doctor.ts';
import { gatherMachineFacts } from '../../helpers/supply/machine.ts';
import { type Setting, settingsText } from '../config/settings.ts';

/**
 * Prints every prerequisite with found, wanted and cure, and what options a run would have, from where.
 * @returns the exit status: 3 when a prerequisite is missing.
 */
export async function doctorCommand(
  settings: readonly Setting[],
  { json }: { json: boolean },
  write: (text: string) => void,
): Promise<number> {
  const checks = examine(await gatherMachineFacts(cacheFolder()), 'source');
  write(
    json
      ? JSON.stringify({ checks, settings }, null, 2)
      : `${checksTable(checks)}\n\n${settingsText(settings)}`,
  );
  return isHealthy(checks) ? 0 : 3;
}
