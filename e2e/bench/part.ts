import type { Context } from '../../helpers/process/context.ts';
import type { PartResults } from './figures.ts';

/** How a part is measured. */
export interface BenchContext {
  /** Of the run that the benchmark is. */
  run: Context;
  /** How often each thing is measured. */
  rounds: number;
}

/** One part of the benchmark. */
export interface BenchPart {
  name: string;
  /** What it measures, for the help and the page. */
  what: string;
  /** Whether it needs Docker, and makes clusters. */
  docker: boolean;
  /** Whether it is measured only where it is named: it takes long, or takes something away first. */
  onlyNamed?: boolean;
  measure(context: BenchContext): Promise<Pick<PartResults, 'figures' | 'remarks'>>;
}
