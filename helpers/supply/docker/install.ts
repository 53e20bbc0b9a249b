import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { HarnessError } from '../../process/errors.ts';
import type { Step } from '../../process/progress.ts';
import { run } from '../../process/run.ts';

/** Debian's switch by which an administrator forbids packages to start services (invoke-rc.d asks it). */
const POLICY_FILE = '/usr/sbin/policy-rc.d';

/**
 * Installs Debian packages without what they merely recommend. Where systemd does not run the services, packages are
 * kept from starting a daemon by themselves: the harness starts its own.
 * @throws HarnessError `prerequisite-missing`.
 */
export async function installPackages(options: {
  packages: readonly string[];
  systemd: boolean;
  step: Step;
  signal: AbortSignal;
}): Promise<void> {
  const { packages, step, signal } = options;
  const apt = (args: readonly string[]) =>
    run('apt-get', args, { signal, onLine: step.note, env: { DEBIAN_FRONTEND: 'noninteractive' } });
  const forbidStart = !options.systemd && !existsSync(POLICY_FILE);
  if (forbidStart) writeFileSync(POLICY_FILE, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    // Waiting for the lock: another run may be installing the same.
    await apt(['-o', 'DPkg::Lock::Timeout=300', 'update']);
    await apt(['-o', 'DPkg::Lock::Timeout=300', 'install', '--yes', '--no-install-recommends', ...packages]);
  } catch (error) {
    if (error instanceof HarnessError && error.code === 'interrupted') throw error;
    const why = error instanceof Error ? `: ${error.message}` : '';
    throw new HarnessError('prerequisite-missing', {
      message: `could not install ${packages.join(' ')}${why}`,
      cure: `Run: apt-get update && apt-get install -y --no-install-recommends ${packages.join(' ')}`,
      cause: error,
    });
  } finally {
    if (forbidStart) rmSync(POLICY_FILE, { force: true });
  }
}
