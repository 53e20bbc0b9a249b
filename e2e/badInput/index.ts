import type { BadCalls } from './call.ts';
import { charts } from './charts.ts';
import { config } from './config.ts';
import { flags } from './flags.ts';
import { folders } from './folders.ts';
import { names } from './names.ts';
import { reads } from './reads.ts';
import { results } from './results.ts';

/** Wrong input that is given to the command. */
export const badCalls: readonly BadCalls[] = [flags, names, config, charts, results, folders];

/** Wrong input that the command meets later, in what others hand to it. */
export const badReads = reads;
