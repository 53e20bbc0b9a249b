import { join } from 'node:path';
import type { Company } from './companies.ts';
import type { CompanyFacts, DownFacts } from './facts.ts';
import { lookUntilClear } from './look.ts';
import { INSTALLED, signOf } from './phases.ts';
import { callDown, inRoom, type Stage } from './playEnd.ts';
import type { Room } from './room.ts';
import { beginRun, type UnderWay } from './underWay.ts';

const END_WITHIN_MS = 600_000;

/** Plays two runs at once. */
export async function playCompany({ name, firstIsKilled }: Company, stage: Stage): Promise<CompanyFacts> {
  const log = join(stage.folder, `${name}.log`);
  return inRoom(stage, { log, smallDisk: false }, async (room, before) => {
    const first = beginRun(room, log);
    const second = beginRun(room, log.replace(/\.log$/, '-second.log'));
    const down = firstIsKilled ? await killFirst({ first, second, room, log }) : undefined;
    const [one, other] = await Promise.all([first.end(END_WITHIN_MS), second.end(END_WITHIN_MS)]);
    await stage.onlooker.begin();
    const seen = await lookUntilClear(room, before);
    return { first: one ?? 'no end', second: other ?? 'no end', ...seen, ...(down && { down }) };
  });
}

/** Ends the first once Fleet is installed in both, and calls `fleet-tls down`. */
async function killFirst(parts: {
  first: UnderWay;
  second: UnderWay;
  room: Room;
  log: string;
}): Promise<DownFacts> {
  const { first, second, room, log } = parts;
  await Promise.all([first, second].map(run => run.until(signOf(INSTALLED))));
  if (!(await first.endsWithin(INSTALLED.afterMs))) process.kill(first.pid, 'SIGKILL');
  await first.end(END_WITHIN_MS);
  return callDown(room, log);
}
