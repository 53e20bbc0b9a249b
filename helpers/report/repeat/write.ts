import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { redactDeep } from '../../evidence/redact.ts';
import { unwritable } from '../write.ts';
import type { Repeated } from './repeat.ts';

/**
 * Writes what runs of the same say together beside their folders.
 * @returns the file, named after the first of them; undefined where none had results.
 * @throws HarnessError `config` or `disk-full`
 */
export function writeRepeated(repeated: Repeated, resultsRoot: string): string | undefined {
  const first = repeated.repetitions.flatMap(({ run }) => run ?? [])[0];
  if (first === undefined) return undefined;
  const file = join(resultsRoot, `repeat-${first}.json`);
  try {
    writeFileSync(file, `${JSON.stringify(redactDeep(repeated), null, 2)}\n`);
    return file;
  } catch (error) {
    throw unwritable(resultsRoot, error);
  }
}
