import type { Survivor } from './survey.ts';

/** Why mutants of one file that no test kills may live. */
export interface Explanation {
  file: string;
  /** The code of each, and what it became, as the survey has them. */
  mutants: readonly (readonly [code: string, becomes: string])[];
  why: string;
}

/** Why a mutant may live; undefined where nobody said so. */
export function explanationOf(
  { file, code, becomes }: Survivor,
  explained: readonly Explanation[],
): Explanation | undefined {
  return explained.find(
    one => one.file === file && one.mutants.some(([of, to]) => of === code && to === becomes),
  );
}
