import { availableParallelism, loadavg } from 'node:os';
import { dirname } from 'node:path';
import { redact } from '../../helpers/evidence/redact.ts';
import { openDisplay } from '../../helpers/process/display/display.ts';
import { asHarnessError, exitStatusOf } from '../../helpers/process/errors.ts';
import { makeFolder } from '../../helpers/process/makeFolder.ts';
import { describeMachine } from '../../helpers/report/machine.ts';
import { ensureDocker } from '../../helpers/supply/docker/ensure.ts';
import { openRun } from '../run/open.ts';
import { tellFailure } from '../run/tellFailure.ts';
import { busyRemark } from './busy.ts';
import type { BenchResults, PartResults } from './figures.ts';
import { keptBench, LAST, writeBench } from './kept.ts';
import { parts } from './parts/index.ts';
import { type BenchRequest, readRequest } from './request.ts';
import { benchText } from './table.ts';

/**
 * Measures the parts that are asked for. The benchmark is a run like any other: what it makes is in a ledger, and goes with
 * it, however it ends.
 * @returns the exit status.
 */
async function bench({ parts, rounds }: BenchRequest): Promise<number> {
  const run = openRun({ display: openDisplay(process.stdout, { quiet: false }) });
  const found: PartResults[] = [];
  try {
    if (parts.some(({ docker }) => docker)) await ensureDocker(run);
    // Before anything is measured: what comes later is the benchmark's own work.
    const busy = busyRemark(loadavg()[0] ?? 0, availableParallelism());
    for (const { name, what, measure } of parts) {
      const measuredAt = new Date().toISOString();
      const { figures, remarks } = await run.progress.step(`measuring ${name}: ${what}`, () =>
        measure({ run, rounds }),
      );
      found.push({
        part: name,
        measuredAt,
        machine: describeMachine(),
        figures,
        remarks: [...busy, ...remarks],
      });
    }
    await run.close();
  } catch (error) {
    await run.close();
    return tellFailure(run, error, { verbose: false });
  } finally {
    if (found.length > 0) tell({ schema: 1, parts: found });
  }
  return run.signal.aborted ? 130 : 0;
}

/** Also where a later part failed: what was measured until then is worth its time. */
function tell(results: BenchResults): void {
  makeFolder(dirname(LAST));
  writeBench(LAST, results);
  process.stdout.write(
    `\n${benchText(results, keptBench())}\n\nResults: results/bench.json; npm run bench:keep keeps them\n`,
  );
}

async function main(): Promise<number> {
  let request: BenchRequest;
  try {
    request = readRequest(process.argv.slice(2), parts);
  } catch (error) {
    const failure = asHarnessError(error);
    process.stderr.write(`${redact(failure.line)}\n`);
    return exitStatusOf(failure);
  }
  return bench(request);
}

if (import.meta.main) process.exit(await main());
