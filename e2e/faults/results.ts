import { existsSync, readFileSync } from 'node:fs';
import { STAND_IN_NOTICE } from '../../helpers/report/results.ts';
import type { FaultFacts } from './judge.ts';

/** How the harness stood its faults, as `faults.json` holds it. */
export interface FaultResults {
  schema: 1;
  notice: string;
  faults: FaultFacts[];
}

/** Puts together the results of some faults. */
export function faultResults(faults: FaultFacts[]): FaultResults {
  return { schema: 1, notice: STAND_IN_NOTICE, faults };
}

/** The kept results with what was found since, in the order of these names; one that is no more is left out. */
export function foldFaults(
  kept: FaultResults | undefined,
  found: FaultResults,
  names: readonly string[],
): FaultResults {
  const all = [...found.faults, ...(kept?.faults ?? [])];
  return faultResults(names.flatMap(name => all.find(fault => fault.name === name) ?? []));
}

/** Reads results; undefined where there are none. */
export function readFaults(file: string): FaultResults | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as FaultResults) : undefined;
}

/** What results are in a file. */
export function faultsText(results: FaultResults): string {
  return `${JSON.stringify(results, null, 2)}\n`;
}
