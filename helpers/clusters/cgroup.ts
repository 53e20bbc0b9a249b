import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** CPU time and memory of a group of processes, as Linux accounts for it. */
export interface GroupUse {
  /** Of all that ever were in it. */
  cpuSeconds: number;
  /** What it holds now, in MiB: without the pages of files that can be dropped at any time. */
  memoryMiB: number;
}

/** The files of one container's account. */
export interface GroupFiles {
  cpu: { file: string; field?: string; perSecond: number };
  memory: string;
  /** Where the pages that can be dropped are told, and as what. */
  memoryStat: { file: string; field: string };
}

const MOUNT = '/sys/fs/cgroup';

/** Reads a container's account; undefined where this machine does not show it, or the container is gone. */
export function groupUse(container: { id: string; pid: number }): GroupUse | undefined {
  try {
    const files = groupFiles(readFileSync(`/proc/${container.pid}/cgroup`, 'utf8'), container.id);
    return files && useIn(files, file => readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Where a container's account lies, with either version of cgroups. A container that has groups of its own, as a node has,
 * is accounted for as a whole.
 * @param cgroups `/proc/<pid>/cgroup` of its first process: lines of `<number>:<controllers>:<path>`.
 */
export function groupFiles(cgroups: string, id: string): GroupFiles | undefined {
  const pathOf = (controller: string): string | undefined => {
    const line = cgroups
      .split('\n')
      .map(line => line.split(':'))
      .find(([, controllers = '']) => controllers.split(',').includes(controller));
    return line && upTo(id, line.slice(2).join(':'));
  };
  const [memory, cpuacct] = [pathOf('memory'), pathOf('cpuacct')];
  if (memory !== undefined && cpuacct !== undefined) {
    const folder = join(MOUNT, 'memory', memory);
    return {
      cpu: { file: join(MOUNT, 'cpuacct', cpuacct, 'cpuacct.usage'), perSecond: 1e9 },
      memory: join(folder, 'memory.usage_in_bytes'),
      memoryStat: { file: join(folder, 'memory.stat'), field: 'total_inactive_file' },
    };
  }
  const unified = pathOf('');
  if (unified === undefined) return undefined;
  const folder = join(MOUNT, unified);
  return {
    cpu: { file: join(folder, 'cpu.stat'), field: 'usage_usec', perSecond: 1e6 },
    memory: join(folder, 'memory.current'),
    memoryStat: { file: join(folder, 'memory.stat'), field: 'inactive_file' },
  };
}

/** A path as far as the container's own group, whose name holds its id. */
function upTo(id: string, path: string): string | undefined {
  const parts = path.split('/');
  const own = parts.findIndex(part => part.includes(id));
  return own < 0 ? undefined : parts.slice(0, own + 1).join('/');
}

/** What the files tell. */
export function useIn({ cpu, memory, memoryStat }: GroupFiles, read: (file: string) => string): GroupUse {
  const held = Number(read(memory));
  const droppable = fieldIn(read(memoryStat.file), memoryStat.field);
  const cpuText = read(cpu.file);
  return {
    cpuSeconds: (cpu.field === undefined ? Number(cpuText) : fieldIn(cpuText, cpu.field)) / cpu.perSecond,
    memoryMiB: Math.max(0, held - droppable) / 2 ** 20,
  };
}

/** The number that a line `<field> <number>` has; 0 where there is none. */
function fieldIn(text: string, field: string): number {
  return Number(new RegExp(`^${field} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
}
