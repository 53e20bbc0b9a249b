import { cacheFolder } from '../../helpers/supply/cache.ts';
import { checksTable, examine, isHealthy } from '../../helpers/supply/doctor.ts';
import { gatherMachineFacts } from '../../helpers/supply/machine.ts';

/** Prints every prerequisite with found, wanted and cure. Gives the exit status: 3 when one is missing. */
export async function doctorCommand(write: (line: string) => void): Promise<number> {
  const checks = examine(await gatherMachineFacts(cacheFolder()), 'source');
  write(checksTable(checks));
  return isHealthy(checks) ? 0 : 3;
}
