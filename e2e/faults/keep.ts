import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { faults } from './faults.ts';
import { faultsText, foldFaults, readFaults } from './results.ts';

/** Keeps what the last `npm run faults` found; faults that were not tried then stay as they are kept. */
const root = fileURLToPath(new URL('../../', import.meta.url));
const kept = `${root}docs/faults.json`;
const found = readFaults(process.argv[2] ?? `${root}results/faults/faults.json`);
if (found === undefined) throw new Error('there are no results to keep: npm run faults');
writeFileSync(
  kept,
  faultsText(
    foldFaults(
      readFaults(kept),
      found,
      faults.map(({ name }) => name),
    ),
  ),
);
