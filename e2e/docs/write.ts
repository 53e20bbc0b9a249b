import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { families } from '../../scenarios/index.ts';
import { mutants } from '../../scenarios/mutants.ts';
import { notBuilt } from '../../scenarios/notBuilt.ts';
import { badCalls, badReads } from '../badInput/index.ts';
import { keptBench } from '../bench/kept.ts';
import { parts } from '../bench/parts/index.ts';
import { commandLine } from '../commandLine.ts';
import { companies } from '../ends/companies.ts';
import { ends } from '../ends/ends.ts';
import { phases } from '../ends/phases.ts';
import type { EndsResults } from '../ends/results.ts';
import { faults } from '../faults/faults.ts';
import { type FaultResults, readFaults } from '../faults/results.ts';
import { explained } from '../mutate/explained.ts';
import type { Survey } from '../mutate/survey.ts';
import type { ProofResults } from '../prove/results.ts';
import { badInputPage } from './badInput.ts';
import { benchPage } from './bench.ts';
import { cataloguePage } from './catalogue.ts';
import { commandPage } from './command.ts';
import { endsPage } from './ends.ts';
import { faultsPage } from './faults.ts';
import { judgementPage } from './judgement.ts';
import { keptRuns } from './keptRuns.ts';
import { mutantsPage } from './mutants.ts';
import { realFleetPage } from './realFleet.ts';

const DOCS = fileURLToPath(new URL('../../docs/', import.meta.url));

/** The generated pages: path below docs/, and what has to stand there. */
export function generatedPages(): Map<string, string> {
  return new Map([
    ['bad-input.md', badInputPage(badCalls, badReads)],
    ['bench.md', benchPage(parts, keptBench())],
    ['catalogue.md', cataloguePage(families, notBuilt)],
    ['faults.md', faultsPage(faults, keptFaults())],
    ['command.md', commandPage(commandLine(() => {}))],
    ['ends.md', endsPage({ phases, ends, companies }, keptEnds())],
    [
      'mutants.md',
      mutantsPage(
        mutants,
        families.flatMap(({ scenarios }) => scenarios),
        keptProof(),
      ),
    ],
    ['judgement.md', judgementPage(keptSurvey(), explained)],
    ['real-fleet/README.md', realFleetPage(families, keptRuns())],
  ]);
}

/** The kill table of the last proof that was kept. */
export function keptProof(): ProofResults | undefined {
  const file = `${DOCS}prove.json`;
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ProofResults) : undefined;
}

/** How the harness stood its faults, as far as that was kept. */
export function keptFaults(): FaultResults | undefined {
  return readFaults(`${DOCS}faults.json`);
}

/** How the runs fared that were ended before their time. */
export function keptEnds(): EndsResults {
  return JSON.parse(readFileSync(`${DOCS}ends.json`, 'utf8')) as EndsResults;
}

/** What became of the mutants of the judgement in the last survey that was kept. */
export function keptSurvey(): Survey {
  return JSON.parse(readFileSync(`${DOCS}judgement.json`, 'utf8')) as Survey;
}

/** What stands there now. */
export function writtenPage(path: string): string {
  return readFileSync(`${DOCS}${path}`, 'utf8');
}

if (import.meta.main) {
  for (const [path, content] of generatedPages()) writeFileSync(`${DOCS}${path}`, content);
}
