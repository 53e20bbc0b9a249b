import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Results } from '../../helpers/report/results.ts';
import type { ReportFacts } from './facts.ts';

/** What the report in a results folder says; undefined where there is none. */
export function readReport(resultsRoot: string): ReportFacts | undefined {
  const file = readdirSync(resultsRoot)
    .filter(name => name !== 'latest')
    .map(name => join(resultsRoot, name, 'verdicts.json'))
    .find(existsSync);
  return file === undefined ? undefined : reportFacts(JSON.parse(readFileSync(file, 'utf8')) as Results);
}

/** What a report says, as far as it is judged. */
export function reportFacts({ run, scenarios, pairs, verdicts }: Results): ReportFacts {
  return {
    interrupted: run.interrupted ?? false,
    planned: scenarios.length * pairs.length,
    rows: verdicts.map(({ scenario, verdict, observations = [] }) => ({
      scenario,
      verdict,
      met: observations.length > 0 && observations.every(({ met }) => met),
    })),
  };
}
