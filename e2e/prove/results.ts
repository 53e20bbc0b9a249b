import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Results, STAND_IN_NOTICE } from '../../helpers/report/results.ts';
import type { KillTable } from '../judge/kills.ts';
import { killTablePage } from './page.ts';

/** A kill table with the run that it came from, as `prove.json` holds it. */
export interface ProofResults extends KillTable {
  schema: 1;
  notice: string;
  run: { id: string; startedAt: string; endedAt: string };
}

/** Puts together the results of a proof. */
export function proofResults({ run }: Pick<Results, 'run'>, table: KillTable): ProofResults {
  const { id, startedAt, endedAt } = run;
  return { schema: 1, notice: STAND_IN_NOTICE, run: { id, startedAt, endedAt }, ...table };
}

/** Writes `prove.json` and `prove.md` beside the results of the run. */
export function writeProof(results: ProofResults, folder: string): void {
  writeFileSync(join(folder, 'prove.json'), `${JSON.stringify(results, null, 2)}\n`);
  writeFileSync(join(folder, 'prove.md'), killTablePage(results));
}
