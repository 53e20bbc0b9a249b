import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { textAt } from '../kube/fields.ts';
import { parsedYaml } from '../kube/yaml.ts';
import type { Context } from '../process/context.ts';
import { HarnessError } from '../process/errors.ts';
import { run } from '../process/run.ts';
import { folderParts, recipeKey } from '../supply/recipe.ts';

/** A Helm release that is to be there. */
export interface HelmRelease {
  /** The helm binary. */
  helm: string;
  /** The cluster's kubeconfig file. */
  kubeconfig: string;
  name: string;
  namespace: string;
  /** Folder of the unpacked chart. */
  chart: string;
  values: Record<string, unknown>;
  /** Tells the files of several releases of one run apart. */
  file: string;
  /** Whether to wait until its workloads are ready; true by default. */
  wait?: boolean;
}

/**
 * Installs a release, or upgrades it.
 * @throws HarnessError `install-failed`
 */
export async function helmUpgrade(context: Context, release: HelmRelease): Promise<void> {
  const values = join(context.privateDir, `${release.file}-values.yaml`);
  writeFileSync(values, stringify(release.values), { mode: 0o600 });
  const args = [
    ...['upgrade', '--install', release.name, release.chart],
    ...['--namespace', release.namespace, '--create-namespace'],
    ...['--kubeconfig', release.kubeconfig, '--values', values],
    ...['--description', contentOf(release)],
    ...(release.wait === false ? [] : ['--wait', '--timeout', '4m']),
    ...(await clientSide(release.helm)),
  ];
  await helm(context, release, args);
}

/** Whether a release of the very same chart and values is there, and came up when it was installed. */
export async function isInstalled(context: Context, release: HelmRelease): Promise<boolean> {
  const { helm, kubeconfig, name, namespace } = release;
  const args = ['status', name, '--namespace', namespace, '--kubeconfig', kubeconfig, '--output', 'json'];
  // Helm ends with 1 for a release that is not there; whatever else is wrong, its installation will say better.
  const { stdout, exitCode } = await run(helm, args, { signal: context.signal, accept: [1] });
  return exitCode === 0 && saysInstalled(stdout, contentOf(release));
}

/** Whether helm's account of a release (JSON) says that it is deployed, and of this content. */
export function saysInstalled(status: string, content: string): boolean {
  const release = parsedYaml(status); // which JSON is, too
  // A failed upgrade has helm's own description.
  return textAt(release, 'info.status') === 'deployed' && textAt(release, 'info.description') === content;
}

/** What a release consists of, in a word: the chart's files and the values. Stands in the release's description. */
export function contentOf({ chart, values }: Pick<HelmRelease, 'chart' | 'values'>): string {
  const key = recipeKey([...folderParts(chart), { name: 'values', content: JSON.stringify(values) }]);
  return `fleet-tls-e2e ${key}`;
}

/** Uninstalls a release; one that is not there is as good as uninstalled. @throws HarnessError `install-failed` */
export async function helmUninstall(
  context: Context,
  release: Pick<HelmRelease, 'helm' | 'kubeconfig' | 'name' | 'namespace'>,
): Promise<void> {
  const { name, namespace, kubeconfig } = release;
  const where = ['--namespace', namespace, '--kubeconfig', kubeconfig];
  const args = ['uninstall', name, ...where, '--ignore-not-found', '--wait', '--timeout', '2m'];
  try {
    await helm(context, release, args);
  } catch (error) {
    // An agent that loses its cluster purges releases by itself, this one too, in the middle of helm's own work.
    if (!/Failed to purge the release: .*not found/.test((error as Error).message)) throw error;
  }
}

/**
 * Helm 4 applies on the server by default, and then fights with Fleet over objects that both write (a registered agent
 * is taken over by its upstream). Helm 3 knows neither the fight nor the flag.
 */
async function clientSide(helm: string): Promise<string[]> {
  const { stdout } = await run(helm, ['version', '--template', '{{.Version}}']);
  return /^v?[0-3]\./.test(stdout.trim()) ? [] : ['--server-side=false'];
}

async function helm(
  { signal }: Context,
  { helm, name }: Pick<HelmRelease, 'helm' | 'name'>,
  args: string[],
): Promise<void> {
  try {
    await run(helm, args, { signal });
  } catch (error) {
    if (error instanceof HarnessError && error.code === 'interrupted') throw error;
    throw new HarnessError('install-failed', {
      message: `helm could not ${args[0]} ${name}: ${(error as Error).message}`,
      cure: 'Look at the chart folder and at the pods of cattle-fleet-system (`--keep` leaves the cluster standing)',
      cause: error,
    });
  }
}
