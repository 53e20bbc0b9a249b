import { fieldAt, textAt } from '../../helpers/kube/fields.ts';
import { HarnessError } from '../../helpers/process/errors.ts';

/** A known vulnerability of something that this repository brings or builds. */
export interface Advisory {
  /** As in `GHSA-xxxx-xxxx-xxxx` or `GO-2026-1234`. */
  id: string;
  /** The npm package, or the recipe whose programs hold it. */
  where: string;
  title: string;
}

/**
 * Reads what `npm audit --json` says.
 * @throws HarnessError `supply-unavailable` where the registry gave no answer: silence is not an absence of advisories.
 */
export function npmAdvisories(report: string): Advisory[] {
  const vulnerabilities = fieldAt(parsed(report), 'vulnerabilities');
  if (typeof vulnerabilities !== 'object' || vulnerabilities === null)
    throw unanswered('npm audit', textAt(parsed(report), 'message'));
  const found = Object.entries(vulnerabilities).flatMap(([where, { via = [] }]) =>
    // A text is the name of another package, which has an entry of its own.
    [via].flat().flatMap((one: unknown) => {
      const id = textAt(one, 'url').split('/').at(-1) ?? '';
      return id === '' ? [] : [{ id, where, title: textAt(one, 'title') }];
    }),
  );
  return found;
}

/**
 * Reads what `govulncheck -scan package -format sarif` says of programs: what they import is an error there, and a warning
 * what a module of theirs has that they do not (seen: 1.9.0).
 * @throws HarnessError `supply-unavailable` where there is no such answer.
 */
export function goAdvisories(sarif: string, where: string): Advisory[] {
  const runs = fieldAt(parsed(sarif), 'runs');
  if (!Array.isArray(runs) || runs.length === 0) throw unanswered('govulncheck', '');
  return runs.flatMap(run =>
    list(fieldAt(run, 'results'))
      .filter(result => textAt(result, 'level') === 'error')
      .map(result => ({ id: textAt(result, 'ruleId'), where, title: textAt(result, 'message.text') })),
  );
}

/** An advisory that may stay for now, and why. */
export interface Explained {
  id: string;
  why: string;
}

/** What has to be looked at: advisories that nobody explained, and explanations of what is no more. */
export function openEnds(
  found: readonly Advisory[],
  explained: readonly Explained[],
): { unexplained: Advisory[]; outOfDate: Explained[] } {
  return {
    unexplained: found.filter(({ id }) => !explained.some(one => one.id === id)),
    outOfDate: explained.filter(({ id }) => !found.some(one => one.id === id)),
  };
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unanswered(tool: string, why: string): HarnessError {
  return new HarnessError('supply-unavailable', {
    message: `${tool} could not ask for advisories${why === '' ? '' : `: ${why}`}`,
    cure: 'Run it where its database can be reached, as in the workflow "Audit"',
  });
}
