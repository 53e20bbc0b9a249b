import type { Context } from '../process/context.ts';
import { RUN_LABEL } from '../process/context.ts';
import { HarnessError } from '../process/errors.ts';
import { processStart } from '../process/liveness.ts';
import { dockerLines } from './docker.ts';
import { networkName } from './names.ts';

/** The label key that names the process of a network's run: `<pid>:<start>`. It tells a living run from a dead one. */
export const OWNER_LABEL = 'fleet-tls-e2e.owner';

/** The label key that names the private folder of a network's run: there it says whether its world stays up. */
export const FOLDER_LABEL = 'fleet-tls-e2e.folder';

/**
 * Creates the run's own docker network, on which clusters and edge meet.
 * @returns the network's name.
 * @throws HarnessError `name-taken` and others.
 */
export async function createRunNetwork(context: Context): Promise<string> {
  const name = networkName(context.runId);
  if (await networkExists(name, context.signal)) {
    throw new HarnessError('name-taken', {
      message: `a docker network ${name} exists already`,
      cure: `Run \`fleet-tls down\`, or remove it with: docker network rm ${name}`,
    });
  }
  await createLabelled(context, name, { [RUN_LABEL]: context.runId, [FOLDER_LABEL]: context.privateDir });
  return name;
}

/**
 * Marks the world of an earlier run as in use by this process, with an empty network that bears the labels: those of the
 * world's own network name the process that made it, and others who sweep this Docker go by them.
 */
export async function markInUse(context: Context, world: string): Promise<void> {
  await createLabelled(context, `${networkName(world)}-used-by-${context.runId}`, { [RUN_LABEL]: world });
}

async function createLabelled(
  { ledger, signal }: Context,
  name: string,
  labels: Readonly<Record<string, string>>,
): Promise<void> {
  ledger.enter({ kind: 'network', name }, () => removeNetwork(name));
  const owner = `${process.pid}:${processStart(process.pid) ?? ''}`;
  const words = Object.entries({ ...labels, [OWNER_LABEL]: owner }).flatMap(([key, value]) => [
    '--label',
    `${key}=${value}`,
  ]);
  await dockerLines(['network', 'create', ...words, name], signal);
}

/** Removes a network, and cuts off whatever still hangs on it; one that is not there is as good as removed. */
export async function removeNetwork(name: string): Promise<void> {
  if (!(await networkExists(name))) return;
  const attached = await dockerLines(['ps', '--all', '--quiet', '--filter', `network=${name}`]);
  for (const container of attached) await dockerLines(['network', 'disconnect', '--force', name, container]);
  await dockerLines(['network', 'rm', name]);
}

async function networkExists(name: string, signal?: AbortSignal): Promise<boolean> {
  // The filter matches parts of names too.
  const found = await dockerLines(
    ['network', 'ls', '--filter', `name=${name}`, '--format', '{{.Name}}'],
    signal,
  );
  return found.includes(name);
}
