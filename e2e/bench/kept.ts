import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { BenchResults } from './figures.ts';

const KEPT = fileURLToPath(new URL('../../docs/bench.json', import.meta.url));

/** What the last benchmark found, whether it is kept or not. */
export const LAST = fileURLToPath(new URL('../../results/bench.json', import.meta.url));

/** The results that are kept in docs/. */
export function keptBench(): BenchResults | undefined {
  return readBench(KEPT);
}

/** Results in a file; undefined where there is none. */
export function readBench(file: string): BenchResults | undefined {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as BenchResults) : undefined;
}

/** Keeps results in docs/. */
export function keepBench(results: BenchResults): void {
  writeBench(KEPT, results);
}

/** Writes results to a file. */
export function writeBench(file: string, results: BenchResults): void {
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
}
