import type { Explained } from './advisories.ts';

/** Advisories that may stay, each with why it does no harm here. None is explained without having been seen. */
export const explained: readonly Explained[] = [];
