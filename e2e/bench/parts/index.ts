import type { BenchPart } from '../part.ts';
import { agents } from './agents.ts';
import { cold } from './cold.ts';
import { floor } from './floor.ts';
import { images } from './images.ts';
import { report } from './report.ts';
import { scenarios } from './scenarios.ts';
import { startUp } from './startUp.ts';

/** All parts of the benchmark, the quick ones first. */
export const parts: readonly BenchPart[] = [startUp, report, images, floor, scenarios, agents, cold];
