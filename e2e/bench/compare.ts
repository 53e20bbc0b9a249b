import type { BenchResults, Figure } from './figures.ts';
import { spreadOf } from './statistics.ts';

/** A figure beside what was kept of it. */
export interface Compared {
  figure: Figure;
  /** How many times the kept median it is; undefined where none is kept. */
  ratio?: number;
  /** Its samples all lie on one side of the kept ones, and the medians are far enough apart to matter. */
  changed?: 'more' | 'less';
  /** Whether the median is more than its budget. */
  over: boolean;
}

/** By how much medians differ at the least where it matters. */
const MATTERS = 1.1;

/** Holds figures of a part against the kept ones, by ratio: two machines have no second in common. */
export function compareFigures(figures: readonly Figure[], kept: readonly Figure[]): Compared[] {
  return figures.map(figure => {
    const own = spreadOf(figure.samples);
    const over = figure.budget !== undefined && own.median > figure.budget;
    const before = kept.find(({ what, unit }) => what === figure.what && unit === figure.unit);
    if (before === undefined) return { figure, over };
    const was = spreadOf(before.samples);
    const ratio = own.median / was.median;
    const more = own.low > was.high && ratio > MATTERS;
    const less = own.high < was.low && ratio < 1 / MATTERS;
    return { figure, ratio, over, ...((more || less) && { changed: more ? 'more' : 'less' }) };
  });
}

/** What is kept of a part; none where it never was. */
export function keptFigures(kept: BenchResults | undefined, part: string): Figure[] {
  return kept?.parts.find(one => one.part === part)?.figures ?? [];
}
