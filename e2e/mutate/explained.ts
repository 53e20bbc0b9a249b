import type { Explanation } from './explanation.ts';

/** Survivors of the kept survey that were looked into: none so far. */
export const explained: readonly Explanation[] = [];
