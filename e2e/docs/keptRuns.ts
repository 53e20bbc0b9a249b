import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Results, VerdictFacts } from '../../helpers/report/results.ts';

const REAL_FLEET = fileURLToPath(new URL('../../docs/real-fleet/', import.meta.url));

/** A committed run on real Fleet. */
export interface KeptRun {
  /** Its folder below docs/real-fleet. */
  folder: string;
  results: Results;
}

/** The committed runs on real Fleet, oldest first. */
export function keptRuns(): KeptRun[] {
  const runs = readdirSync(REAL_FLEET, { withFileTypes: true }).filter(entry => entry.isDirectory());
  return runs
    .map(({ name }) => ({
      folder: name,
      results: JSON.parse(readFileSync(`${REAL_FLEET}${name}/verdicts.json`, 'utf8')) as Results,
    }))
    .toSorted((a, b) => a.results.run.startedAt.localeCompare(b.results.run.startedAt));
}

/** For each scenario, by its id, and each pair, by its id, the verdict of the newest run that has it. */
export function newestVerdicts(runs: readonly KeptRun[]): Map<string, Map<string, VerdictFacts>> {
  const newest = new Map<string, Map<string, VerdictFacts>>();
  for (const verdict of runs.flatMap(({ results }) => results.verdicts)) {
    const pairs = newest.get(verdict.scenario) ?? new Map<string, VerdictFacts>();
    newest.set(verdict.scenario, pairs.set(verdict.pair, verdict));
  }
  return newest;
}
