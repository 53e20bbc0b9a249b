import { linearRegression, max, median, min } from 'simple-statistics';

/** Samples in three numbers: few samples have no better measure of their spread than their ends. */
export interface Spread {
  median: number;
  low: number;
  high: number;
}

/** The median of samples and how far they lie apart. @throws when there are none. */
export function spreadOf(samples: number[]): Spread {
  return { median: median(samples), low: min(samples), high: max(samples) };
}

/** The ratios of what was measured in pairs, one beside the other. */
export function ratiosOf(samples: readonly number[], bases: readonly number[]): number[] {
  return samples.flatMap((sample, at) => {
    const base = bases[at];
    return base === undefined ? [] : [sample / base];
  });
}

/** The exponent by which one number grows with another: 1 is linear, below it is less. */
export function growthOf(points: readonly { size: number; value: number }[]): number {
  return linearRegression(points.map(({ size, value }) => [Math.log(size), Math.log(value)])).m;
}
