import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { listProcesses } from '../../helpers/process/liveness.ts';
import type { Room } from './room.ts';

/** What a run may leave outside Docker, as far as it is there: each as its kind and its name. */
export function thingsOf(room: Room): string[] {
  return [
    ...processesOf(room),
    ...filesOf(room),
    ...named('interface', interfaces()),
    ...named('mount', mounts()),
  ];
}

/** Things of one kind. */
export function named(kind: string, names: readonly string[]): string[] {
  return names.map(name => `${kind} ${name}`);
}

/** Whatever was started in the room, by whomever, but for what runs in containers, which are found as such. */
function processesOf({ tmp }: Room): string[] {
  const mark = `TMPDIR=${tmp}`;
  const isMarked = (pid: number) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(mark);
    } catch {
      return false; // ended meanwhile
    }
  };
  return listProcesses()
    .filter(({ pid }) => isMarked(pid))
    .map(({ pid, args }) => `process ${args.slice(0, 4).join(' ')} (${pid})`);
}

/** Docker's log and the runtime wrapper stay in the cache, and the results are meant to. */
function filesOf({ cache, tmp, artefacts }: Room): string[] {
  const folders = ['runs', 'scratch', 'docker'].map(name => join(cache, name));
  const made = [...folders, tmp].flatMap(folder => namesIn(folder).map(name => join(folder, name)));
  const halfMade = namesIn(artefacts).filter(name => /\.(lock|part)/.test(name));
  return [
    ...named(
      'file',
      made.filter(path => !/\/docker\/(dockerd\.log|oci-runtime)$/.test(path)),
    ),
    ...named('file', halfMade),
    ...named('file', kubeconfigOfUser()),
  ];
}

/** The user's own kubeconfig, with what it holds: it has to stay as it is. */
function kubeconfigOfUser(): string[] {
  const file = join(homedir(), '.kube', 'config');
  if (!existsSync(file)) return [];
  const content = createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12);
  return [`~/.kube/config (${content})`];
}

/** Of the network that this process is in; /sys may show those of another. */
function interfaces(): string[] {
  return readFileSync('/proc/net/dev', 'utf8')
    .split('\n')
    .flatMap(line => /^ *(\S+):/.exec(line)?.[1] ?? []);
}

function mounts(): string[] {
  return readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .flatMap(line => line.split(' ')[1] ?? []);
}

function namesIn(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
