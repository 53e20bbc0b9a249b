/** What is combined with what. */
export interface Grid<F extends Record<string, readonly string[]>> {
  /** Each factor and its levels. */
  factors: F;
  /**
   * Levels that hide what the others do, since they settle the outcome by themselves: the rest is combined without them
   * as well as with each of them, and two of them are never combined.
   */
  hiding: readonly string[];
  /** Whether a combination is there already: it counts, and is not wanted again. */
  there: (combination: Combination<F>) => boolean;
}

/** One level of every factor. */
export type Combination<F extends Record<string, readonly string[]>> = { [Name in keyof F]: F[Name][number] };
