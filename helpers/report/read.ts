import { readFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { HarnessError } from '../process/errors.ts';
import type { Results } from './results.ts';

/** The file of a run's results folder that holds all of it. */
const FILE = 'verdicts.json';

/**
 * Reads the results of a run, as {@link writeResults} wrote them.
 * @param run the run's results folder, or its `verdicts.json`.
 * @throws HarnessError `config` when there are none, or they are cut off, of another schema version or otherwise not what
 *   `verdicts.schema.json` says.
 */
export async function readResults(run: string): Promise<Results> {
  const folder = await resultsFolder(run);
  const file = folder === run ? join(run, FILE) : run;
  return parseResults(await textOf(file), file);
}

/** Reads the text of a `verdicts.json`. @throws HarnessError `config` as {@link readResults} does. */
export function parseResults(text: string, file: string): Results {
  return checked(parsed(text, file), file);
}

/** The results folder of a run that is named by it or by its `verdicts.json`. */
export async function resultsFolder(run: string): Promise<string> {
  return (await isFolder(run)) ? run : dirname(run);
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new HarnessError('config', {
      message: `cannot read the results ${file} (${code})`,
      cure: `Name the results folder of a run, or its ${FILE}`,
      cause: error,
    });
  }
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new HarnessError('config', {
      message: `${file} is not whole: it ends early or is no JSON`,
      cure: 'Fetch it again from where the run wrote it',
      cause: error,
    });
  }
}

function checked(value: unknown, file: string): Results {
  const version = typeof value === 'object' && value !== null && 'schema' in value ? value.schema : undefined;
  if (version !== 1) {
    throw new HarnessError('config', {
      message: `${file} is of ${version === undefined ? 'no schema version' : `schema version ${JSON.stringify(version)}`}, and this fleet-tls reads version 1`,
      cure: 'Read it with the fleet-tls that wrote it',
    });
  }
  const valid = validator();
  if (!valid(value)) throw notByTheSchema(file, complaintOf(valid));
  const results = value as unknown as Results;
  const stray = strayOf(results);
  if (stray !== undefined) throw notByTheSchema(file, stray);
  return results;
}

let compiled: ValidateFunction | undefined;

function validator(): ValidateFunction {
  compiled ??= new Ajv2020().compile(
    JSON.parse(readFileSync(new URL('./verdicts.schema.json', import.meta.url), 'utf8')),
  );
  return compiled;
}

function complaintOf({ errors }: ValidateFunction): string {
  const [first] = errors ?? [];
  return `${first?.instancePath || 'it'} ${first?.message ?? 'is invalid'}`;
}

/** A verdict of something that the results do not list, which the schema cannot see. */
function strayOf({ scenarios, pairs, verdicts }: Results): string | undefined {
  const scenarioIds = new Set(scenarios.map(({ id }) => id));
  const pairIds = new Set(pairs.map(({ id }) => id));
  const stray = verdicts.find(({ scenario, pair }) => !scenarioIds.has(scenario) || !pairIds.has(pair));
  return stray && `a verdict is of ${stray.scenario} with ${stray.pair}, which it does not list`;
}

function notByTheSchema(file: string, complaint: string): HarnessError {
  return new HarnessError('config', {
    message: `${file} does not hold the results of a run: ${complaint}`,
    cure: 'Fetch it again from where the run wrote it; helpers/report/verdicts.schema.json says what it holds',
  });
}
