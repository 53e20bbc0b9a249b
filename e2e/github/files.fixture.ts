import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** The repository's top folder, where GitHub looks for `action.yml`. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A step of an action or of a job, as far as the tests look at it. */
export interface Step {
  name?: string;
  id?: string;
  uses?: string;
  with?: Record<string, string>;
  env?: Record<string, string>;
  shell?: string;
  run?: string;
}

/** A composite action. */
export interface Action {
  inputs: Record<string, { description: string; default?: string }>;
  runs: { using: string; steps: Step[] };
}

interface Job {
  'timeout-minutes'?: number;
  strategy?: { matrix: { pairs?: string[]; part?: { name: string; ids: string }[] } };
  steps: Step[];
}

/** A workflow. */
export interface Workflow {
  permissions?: Record<string, string>;
  concurrency?: { group: string };
  jobs: Record<string, Job>;
}

const inFolder = (folder: string) => readdirSync(join(ROOT, folder)).map(name => join(folder, name));

/** Paths of all actions and workflows of the repository, the example included. */
export const ACTIONS = ['action.yml', '.github/actions/merge/action.yml'];
export const WORKFLOWS = [...inFolder('.github/workflows'), ...inFolder('docs/examples')];

/** The text of one of the repository's files. */
export function textOf(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Reads one of {@link ACTIONS}. */
export function action(path: string): Action {
  return parse(textOf(path)) as Action;
}

/** Reads one of {@link WORKFLOWS}. */
export function workflow(path: string): Workflow {
  return parse(textOf(path)) as Workflow;
}

/** All steps of an action or a workflow. */
export function stepsOf(path: string): Step[] {
  if (ACTIONS.includes(path)) return action(path).runs.steps;
  return Object.values(workflow(path).jobs).flatMap(({ steps }) => steps);
}

/** One step, by the name that people see. */
export function step(path: string, name: string): Step & { run: string } {
  const found = stepsOf(path).find(one => one.name === name);
  if (found?.run === undefined) throw new Error(`${path} has no step "${name}" that runs a script`);
  return { ...found, run: found.run };
}
