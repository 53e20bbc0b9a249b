import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/**
 * When a process started, as an opaque text that only equals itself: a process id is used again, the pair is not.
 * @returns undefined when there is no such process (a zombie counts as none).
 */
export function processStart(pid: number): string | undefined {
  if (process.platform === 'linux') {
    try {
      return startInStat(readFileSync(`/proc/${pid}/stat`, 'utf8'));
    } catch {
      return undefined;
    }
  }
  const ps = spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' });
  return ps.stdout?.trim() || undefined;
}

/** The start time in clock ticks since boot out of `/proc/<pid>/stat`: field 22, counted from behind the name. */
export function startInStat(stat: string): string | undefined {
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' || state === 'X' ? undefined : rest[18];
}

/** Whether the very process that wrote these two still lives; a file that names none was written by none. */
export function isAlive(process: { pid: number; processStart: string }): boolean {
  const start = processStart(process.pid);
  return start !== undefined && start === process.processStart;
}

/** Whether any process of a process group still lives (zombies do not count). */
export function groupIsAlive(leader: number): boolean {
  return listProcesses().some(({ group }) => group === leader);
}

/** The process group out of `/proc/<pid>/stat`, undefined for a zombie. */
export function groupInStat(stat: string): number | undefined {
  const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' || state === 'X' ? undefined : Number(group);
}

/** A process of this machine. */
export interface ListedProcess {
  pid: number;
  /** Its process group: the id of the group's first process, which may be gone. */
  group: number;
  /** Its program and arguments; off Linux split at blanks, as `ps` shows them. */
  args: string[];
}

/** All processes of this machine but zombies. On Linux read from /proc: a slim system has no `ps`. */
export function listProcesses(): ListedProcess[] {
  return process.platform === 'linux' ? listFromProc() : listFromPs();
}

/** Whether a process sees the same folders mounted as this one does; not where it is gone, or another user's. */
export function sharesOurMounts(pid: number): boolean {
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/ns/mnt`) === readlinkSync('/proc/self/ns/mnt');
  } catch {
    return false;
  }
}

function listFromProc(): ListedProcess[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(pid => {
      try {
        const group = groupInStat(readFileSync(join('/proc', pid, 'stat'), 'utf8'));
        const args = readFileSync(join('/proc', pid, 'cmdline'), 'utf8')
          .split('\0')
          .slice(0, -1);
        return group === undefined ? [] : [{ pid: Number(pid), group, args }];
      } catch {
        return []; // ended between the listing and the look
      }
    });
}

function listFromPs(): ListedProcess[] {
  const ps = spawnSync('ps', ['-A', '-o', 'pid=,pgid=,stat=,args='], { encoding: 'utf8' });
  return (ps.stdout ?? '').split('\n').flatMap(line => {
    const [pid, group, state, ...args] = line.trim().split(/\s+/);
    return state === undefined || state.startsWith('Z')
      ? []
      : [{ pid: Number(pid), group: Number(group), args }];
  });
}
