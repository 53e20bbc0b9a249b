import { HarnessError } from '../../helpers/process/errors.ts';
import { suggestion } from '../plan/suggest.ts';
import { type Company, companies } from './companies.ts';
import { type End, ends } from './ends.ts';
import { type Phase, phases } from './phases.ts';

/** One run that is ended in one way in one phase. */
export interface Cell {
  phase: Phase;
  end: End;
}

/** What is tried. */
export interface Choice {
  cells: Cell[];
  companies: Company[];
}

/**
 * The cells of these phases and ends, and the companies of these names; all where none is named.
 * @param names of phases and companies.
 * @throws HarnessError `usage` for a name that none has.
 */
export function choose(names: readonly string[], endNames: readonly string[]): Choice {
  demandKnown('phase', names, [...phases, ...companies]);
  demandKnown('end', endNames, ends);
  const isChosen = (chosen: readonly string[]) => (one: { name: string }) =>
    chosen.length === 0 || chosen.includes(one.name);
  const chosenPhases = phases.filter(isChosen(names));
  return {
    // End by end: what is told first is told of all phases.
    cells: ends.filter(isChosen(endNames)).flatMap(end => chosenPhases.map(phase => ({ phase, end }))),
    companies: endNames.length > 0 ? [] : companies.filter(isChosen(names)),
  };
}

function demandKnown(what: string, names: readonly string[], all: readonly { name: string }[]): void {
  const known = all.map(({ name }) => name);
  const unknown = names.find(name => !known.includes(name));
  if (unknown === undefined) return;
  throw new HarnessError('usage', {
    message: `there is no ${what} "${unknown}"`,
    cure: `${suggestion(unknown, known)}Known are: ${known.join(', ')}`,
  });
}
