import type { Results } from '../../helpers/report/results.ts';

/** Where the time of a run of one scenario went, by the words of the floor's steps, in seconds. */
export function stepsOfRun({
  timings,
  verdicts,
}: Pick<Results, 'timings' | 'verdicts'>): Record<string, number> {
  return {
    clusters: stretch(timings.spans, /^creating cluster /),
    images: stretch(timings.spans, /^loading /),
    install: stretch(timings.spans, /: installing Fleet, /),
    scenario: verdicts.reduce((sum, { seconds }) => sum + seconds, 0),
  };
}

/** From the beginning of the first such span to the end of the last. */
function stretch(spans: Results['timings']['spans'], name: RegExp): number {
  const such = spans.filter(span => name.test(span.name));
  if (such.length === 0) return 0;
  const from = Math.min(...such.map(({ startedAt }) => Date.parse(startedAt)));
  const to = Math.max(...such.map(({ endedAt }) => Date.parse(endedAt)));
  return (to - from) / 1000;
}
