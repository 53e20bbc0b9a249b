import { dockerLines } from '../../helpers/clusters/docker.ts';
import { RUN_LABEL } from '../../helpers/process/context.ts';
import { poll } from '../../helpers/process/poll.ts';
import type { Room } from './room.ts';
import { named, thingsOf } from './things.ts';

/** All that a run may leave on a machine, as far as it is there: each as its kind and its name. */
export async function look(room: Room): Promise<string[]> {
  return [...(await dockerThings()), ...thingsOf(room)];
}

/** Looks until nothing new is there, or for so long as what is ending may take. */
export async function lookUntilClear(
  room: Room,
  before: readonly string[],
): Promise<{ left: string[]; missing: string[] }> {
  let now: string[] = [];
  const isClear = async () => {
    now = await look(room);
    const left = newIn(before, now);
    return left.length === 0
      ? { done: true as const, value: undefined }
      : { done: false as const, saw: left.join(', ') };
  };
  await poll({ what: 'the end of what a run left', deadlineMs: 15_000 }, isClear).catch(() => undefined);
  return { left: newIn(before, now), missing: newIn(now, before).filter(isOfDocker) };
}

/** What is in the second list and not in the first. */
export function newIn(before: readonly string[], after: readonly string[]): string[] {
  return after.filter(thing => !before.includes(thing));
}

/** What others have may go at any time, but for what is Docker's: nobody else is at work there. */
function isOfDocker(thing: string): boolean {
  return /^(container|network|volume) /.test(thing);
}

async function dockerThings(): Promise<string[]> {
  const [containers, networks, volumes, images] = await Promise.all([
    dockerLines(['ps', '--all', '--format', '{{.Names}}']),
    dockerLines(['network', 'ls', '--format', '{{.Name}}']),
    dockerLines(['volume', 'ls', '--format', '{{.Name}}']),
    dockerLines(['image', 'ls', '--quiet', '--no-trunc', '--filter', `label=${RUN_LABEL}`]),
  ]);
  return [
    ...named('container', containers),
    ...named('network', networks),
    ...named('volume', volumes),
    ...named('image', images),
  ];
}
