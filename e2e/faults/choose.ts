import { HarnessError } from '../../helpers/process/errors.ts';
import { suggestion } from '../plan/suggest.ts';
import type { Fault } from './fault.ts';
import { faults } from './faults.ts';

/**
 * The faults of these names, all where none is named.
 * @throws HarnessError `usage` for a name that none has.
 */
export function chooseFaults(names: readonly string[], all: readonly Fault[] = faults): Fault[] {
  const known = all.map(fault => fault.name);
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new HarnessError('usage', {
      message: `there is no fault "${name}"`,
      cure: `${suggestion(name, known)}Known are: ${known.join(', ')}`,
    });
  }
  return all.filter(({ name }) => names.length === 0 || names.includes(name));
}
