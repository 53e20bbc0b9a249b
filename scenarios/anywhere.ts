import { clusterNamespaceLostInRace } from './records.ts';
import type { DefectRecord } from './vocabulary/index.ts';

/** The records of what may meet any scenario: races in what all of them begin with. */
export const anywhere: readonly DefectRecord[] = [clusterNamespaceLostInRace];
