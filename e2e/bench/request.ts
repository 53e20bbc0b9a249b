import { parseArgs } from 'node:util';
import { HarnessError } from '../../helpers/process/errors.ts';
import { suggestion } from '../plan/suggest.ts';
import type { BenchPart } from './part.ts';

/** What the benchmark is asked to measure. */
export interface BenchRequest {
  parts: BenchPart[];
  rounds: number;
}

const ROUNDS = 5;

/**
 * Reads the call of the benchmark: names of parts, by default all but those that want to be named, and `-n`, how often each thing is measured.
 * @throws HarnessError `usage`
 */
export function readRequest(args: readonly string[], known: readonly BenchPart[]): BenchRequest {
  const { positionals, values } = parsed(args, known);
  const rounds = Number(values.rounds ?? ROUNDS);
  if (!(Number.isInteger(rounds) && rounds >= 1)) {
    throw wrong(`-n ${values.rounds} is no number of rounds`, 'Give a whole number of at least 1');
  }
  const names = known.map(({ name }) => name);
  const unknown = positionals.find(name => !names.includes(name));
  if (unknown !== undefined) {
    throw wrong(
      `the benchmark has no part "${unknown}"`,
      `${suggestion(unknown, names)}Its parts are: ${names.join(', ')}`,
    );
  }
  const isAsked = ({ name, onlyNamed = false }: BenchPart) =>
    positionals.length === 0 ? !onlyNamed : positionals.includes(name);
  return { rounds, parts: known.filter(isAsked) };
}

function parsed(args: readonly string[], known: readonly BenchPart[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { rounds: { type: 'string', short: 'n' } },
    });
  } catch (error) {
    const [said = ''] = (error as Error).message.split(/\. |\n/);
    throw wrong(said, `npm run bench -- [${known.map(({ name }) => name).join('] [')}] [-n <rounds>]`);
  }
}

function wrong(message: string, cure: string): HarnessError {
  return new HarnessError('usage', { message, cure });
}
