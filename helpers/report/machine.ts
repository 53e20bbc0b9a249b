import { arch, availableParallelism, release, totalmem, type } from 'node:os';
import type { MachineFacts } from './results.ts';

/** This machine, as a report names it. */
export function describeMachine(): MachineFacts {
  return {
    os: `${type()} ${release()}`,
    arch: arch(),
    cpus: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
}
