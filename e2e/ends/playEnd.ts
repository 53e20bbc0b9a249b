import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { askDaemon } from '../../helpers/supply/docker/facts.ts';
import { USUAL_DAEMON } from '../../helpers/supply/docker/place.ts';
import type { Cell } from './choose.ts';
import { type Onlooker, placeDecoys, removeDecoys, takeEdgeImages } from './docker.ts';
import type { DownFacts, EndFacts } from './facts.ts';
import { inflict } from './inflict.ts';
import { look, lookUntilClear, newIn } from './look.ts';
import { signOf } from './phases.ts';
import { readReport } from './report.ts';
import { makeRoom, type Room, removeRoom } from './room.ts';
import { beginDown, beginRun } from './underWay.ts';

/** How long a run that is ended may take to end: its waits have deadlines of their own. */
const END_WITHIN_MS = 420_000;
const DOWN_WITHIN_MS = 240_000;

/** What a run is played with. */
export interface Stage {
  onlooker: Onlooker;
  /** The folder of logs, and of images that are taken away for a while. */
  folder: string;
}

/** Plays one run up to its phase, ends it there, and looks at what is left. */
export async function playEnd(cell: Cell, stage: Stage): Promise<EndFacts> {
  const { phase, end } = cell;
  const log = join(stage.folder, `${end.name}-${phase.name}.log`);
  const smallDisk = end.name === 'disk';
  return inRoom(stage, { log, smallDisk }, async (room, before) => {
    await stage.onlooker.begin();
    const giveBack = phase.name === 'image-build' ? await takeEdgeImages(stage.folder) : async () => {};
    await stage.onlooker.end();
    try {
      const run = beginRun(room, log);
      const begun = await run.until(signOf(phase));
      const reached = begun && !(await run.endsWithin(phase.afterMs));
      const since = performance.now();
      if (reached) inflict(end.name, { pid: run.pid, room });
      const status = await run.end(END_WITHIN_MS);
      const seconds = (performance.now() - since) / 1000;
      const report = readReport(room.results);
      const down = reached && end.removedBy === 'down' ? await removeAfter(room, before, log) : undefined;
      await stage.onlooker.begin();
      const seen = await lookUntilClear(room, before);
      return {
        ...{ reached, seconds, lastLine: run.lines.at(-1) ?? '', ...seen },
        ...(status !== undefined && { status }),
        ...(down !== undefined && { down }),
        ...(report !== undefined && { report }),
      };
    } finally {
      await stage.onlooker.begin();
      await giveBack();
    }
  });
}

/** Looks at what there is to be removed, where Docker still answers, and calls `fleet-tls down`. */
async function removeAfter(room: Room, before: readonly string[], log: string): Promise<DownFacts> {
  const asked = (await askDaemon(USUAL_DAEMON)).answers;
  const found = asked ? newIn(before, await look(room)).length : undefined;
  return { ...(await callDown(room, log)), ...(found !== undefined && { found }) };
}

/** Calls `fleet-tls down` in a room. */
export async function callDown(room: Room, log: string): Promise<DownFacts> {
  const down = beginDown(room, log);
  const status = (await down.end(DOWN_WITHIN_MS)) ?? 'no end';
  return { status, removed: down.lines.filter(line => line.startsWith('removed ')).length };
}

/** Makes a room with decoys, looks at what is there before, and removes all of it in the end. */
export async function inRoom<T>(
  { onlooker }: Stage,
  { log, smallDisk }: { log: string; smallDisk: boolean },
  work: (room: Room, before: readonly string[]) => Promise<T>,
): Promise<T> {
  rmSync(log, { force: true });
  const room = await makeRoom({ smallDisk });
  try {
    await onlooker.begin();
    await placeDecoys();
    const before = await look(room);
    await onlooker.end();
    return await work(room, before);
  } finally {
    rmSync(join(room.folder, 'filler'), { force: true });
    await callDown(room, log);
    await onlooker.begin();
    await removeDecoys();
    await onlooker.end();
    await removeRoom(room, { smallDisk });
  }
}
