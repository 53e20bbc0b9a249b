import { foldResults } from './figures.ts';
import { keepBench, keptBench, LAST, readBench } from './kept.ts';

/** Keeps what the last `npm run bench` found of the parts that it measured; the others stay as they are kept. */
const found = readBench(LAST);
if (found === undefined) {
  process.stderr.write(`there is no ${LAST}. Measure first: npm run bench\n`);
  process.exit(2);
}
keepBench(foldResults(keptBench(), found));
process.stdout.write(`docs/bench.json: ${found.parts.map(({ part }) => part).join(', ')}\n`);
