import { relative } from 'node:path';
import { STANDIN_VERSIONS } from '../../helpers/fleet/releases/standin.ts';
import { STAND_IN_NOTICE } from '../../helpers/report/results.ts';
import { families } from '../../scenarios/index.ts';
import type { Mutant } from '../../scenarios/mutants.ts';
import { judgeKills, proofStatus } from '../judge/kills.ts';
import type { RunOptions } from '../options.ts';
import { chooseMutants, pairOfMutant, pairWithItself } from '../plan/mutants.ts';
import { checkRequest } from '../plan/request.ts';
import { selectScenarios } from '../plan/select.ts';
import { proofResults, writeProof } from '../prove/results.ts';
import { killTableText } from '../prove/table.ts';

/** What a proof is asked to do; of a run's options those that make sense for the stand-in. */
export interface ProveOptions
  extends Pick<RunOptions, 'tier' | 'supply' | 'results' | 'keepDocker' | 'keep' | 'quiet' | 'verbose'> {
  /** Names of mutants; empty for all. */
  mutants: string[];
  /** All scenarios of the tier for each mutant, and not only those that have to kill it. */
  all: boolean;
}

/**
 * Proves the harness: gives the stand-in one defect after another, and looks whether the scenarios that have to catch it
 * do, for its own reason, and no others turn red. The unmutated stand-in is always part of it.
 * @returns the exit status: 0 proved, 1 a mutant that was not killed as it should be, 2 wrong use, 3 something could not
 *   be judged, 130 interrupted.
 */
export async function proveCommand(options: ProveOptions, write: (line: string) => void): Promise<number> {
  const { all, tier } = options;
  const mutants = chooseMutants(options.mutants);
  const [version] = STANDIN_VERSIONS.slice(-1) as [string];
  const unmutated = pairWithItself(version);
  const pairOf = (name: string) => pairOfMutant(version, name);
  const killersOf = ({ killers }: Mutant) => killers.map(({ scenario }) => scenario);
  const chosen = (ids: readonly string[]) => {
    const killers = selectScenarios(families, { ids, tier });
    return all ? [...new Set([...killers, ...selectScenarios(families, { ids: [], tier })])] : killers;
  };
  const only = mutants.map(mutant => [pairOf(mutant.name), chosen(killersOf(mutant)).map(({ id }) => id)]);
  const scenarios = chosen(mutants.flatMap(killersOf));
  const order = {
    scenarios,
    only: Object.fromEntries(only),
    options: runOptions(options, [unmutated, ...mutants.map(({ name }) => pairOf(name))]),
  };
  checkRequest(order.options);
  const { performRun } = await import('../run/perform.ts');
  return performRun(order, write, ({ results, folder, interrupted }) => {
    const { verdicts } = results;
    const table = judgeKills({ mutants, scenarios, verdicts, unmutated, pairOf });
    writeProof(proofResults(results, table), folder);
    write('');
    write(killTableText(table));
    write(STAND_IN_NOTICE);
    write(`Results: ${relative(process.cwd(), folder)} (prove.md, prove.json, and those of any run)`);
    return proofStatus(table, interrupted);
  });
}

function runOptions(
  { tier, supply, results, keepDocker, keep, quiet, verbose }: ProveOptions,
  pair: string[],
): RunOptions {
  return {
    ...{ tier, supply, results, keepDocker, keep, quiet, verbose, pair },
    ...{ ids: [], pairs: [], charts: [], fleet: 'standin', staleRecords: 'ignore', fresh: true, repeat: 1 },
  };
}
