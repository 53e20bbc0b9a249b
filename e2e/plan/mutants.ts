import { versionName, withoutMutant } from '../../helpers/fleet/version.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import { type Mutant, mutants } from '../../scenarios/mutants.ts';
import { suggestion } from './suggest.ts';

/**
 * The mutants of these names, all where none is named.
 * @throws HarnessError `usage` for a name that none has.
 */
export function chooseMutants(names: readonly string[], all: readonly Mutant[] = mutants): Mutant[] {
  for (const name of names) {
    if (all.some(mutant => mutant.name === name)) continue;
    const known = all.map(mutant => mutant.name);
    throw new HarnessError('usage', {
      message: `there is no mutant "${name}"`,
      cure: `${suggestion(name, known)}Known are: ${known.join(', ')}`,
    });
  }
  return all.filter(({ name }) => names.length === 0 || names.includes(name));
}

/** The pair of a version with itself, as people write it. */
export function pairWithItself(version: string): string {
  return `${versionName(version)}/${versionName(version)}`;
}

/** The same pair of a stand-in as a mutant. */
export function pairOfMutant(version: string, mutant: string): string {
  return pairWithItself(`${withoutMutant(version)}.${mutant}`);
}
