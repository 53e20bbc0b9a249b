import { readFileSync } from 'node:fs';

/** The bit of CAP_SYS_RESOURCE in a capability mask (linux/capability.h). */
const SYS_RESOURCE_BIT = 24n;

/**
 * Whether the bounding set of a process holds CAP_SYS_RESOURCE, read out of its `/proc/<pid>/status`.
 * @returns undefined when the text names no bounding set.
 */
export function holdsSysResource(status: string): boolean | undefined {
  const mask = /^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1];
  return mask === undefined ? undefined : ((BigInt(`0x${mask}`) >> SYS_RESOURCE_BIT) & 1n) === 1n;
}

/**
 * Whether a daemon started by this process could give CAP_SYS_RESOURCE to a container; undefined off Linux. Without
 * it privileged containers need the runtime wrapper, and kubelet its feature gate `KubeletInUserNamespace`.
 */
export function canGiveSysResource(): boolean | undefined {
  try {
    return holdsSysResource(readFileSync('/proc/self/status', 'utf8'));
  } catch {
    return undefined;
  }
}
