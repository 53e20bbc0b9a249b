import { readFileSync } from 'node:fs';

/** What this process has taken of the machine so far. */
export interface OwnUse {
  /** Of all its threads. */
  cpuSeconds: number;
  /** Memory that it holds now, and the most that it ever held, in MiB. */
  memoryMiB: number;
  peakMiB: number;
  /** CPU time of the commands that it ran and that have ended; undefined where the system does not tell. */
  commandsCpuSeconds: number | undefined;
}

/** Reads what this process has taken. */
export function ownUse(): OwnUse {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  return {
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    memoryMiB: process.memoryUsage.rss() / 2 ** 20,
    peakMiB: maxRSS / 1024,
    commandsCpuSeconds: commandsCpuSeconds(),
  };
}

/** Node does not tell of ended children, Linux does. */
function commandsCpuSeconds(): number | undefined {
  if (process.platform !== 'linux') return undefined;
  return childTicksInStat(readFileSync('/proc/self/stat', 'utf8')) / TICKS_PER_SECOND;
}

/** What Linux counts in towards programs (USER_HZ), whatever its own clock does. */
const TICKS_PER_SECOND = 100;

/** CPU time of ended children in clock ticks out of `/proc/<pid>/stat`: fields 16 and 17, counted from behind the name. */
export function childTicksInStat(stat: string): number {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return Number(fields[13]) + Number(fields[14]);
}
