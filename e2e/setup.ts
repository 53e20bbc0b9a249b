import type { TestProject } from 'vitest/node';
import { LineDisplay } from '../helpers/process/display/lineDisplay.ts';
import { lookOf } from '../helpers/process/display/look.ts';
import { families } from '../scenarios/index.ts';
import { optionsOfSurroundings } from './config/settings.ts';
import { selectScenarios } from './plan/select.ts';
import { openRun } from './run/open.ts';
import { prepare } from './run/prepare.ts';

/** Prepares a run of the core tier when vitest was started by itself (in an IDE, say) and not by the command. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (project.getProvidedContext().run !== undefined) return undefined;
  const options = await optionsOfSurroundings();
  const { colours } = lookOf(process.stdout, process.env);
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  // The bottom of the terminal is vitest's own.
  const display = new LineDisplay({ write, startedAt: Date.now(), colours });
  const run = openRun({ resultsRoot: options.results, display, verbose: options.verbose });
  try {
    const { handle } = await prepare(run, { scenarios: selectScenarios(families, options), options });
    project.provide('run', handle);
    return run.close;
  } catch (error) {
    await run.close();
    throw error;
  }
}
