import type { Results, TimedSpan, VerdictFacts } from './results.ts';
import type { Verdict } from './verdict.ts';

/** What ran when in one run. All times are seconds since it began. */
export interface Timeline {
  /** The run's id. */
  run: string;
  seconds: number;
  /** The steps in the order in which they began, and those that are too short to be drawn. */
  steps: Bar[];
  shortSteps: Bar[];
  /** The scenarios of each pair, in as many lanes as ran side by side. */
  pairs: { pair: string; lanes: Bar[][] }[];
  /** When the first scenario began; absent where the results do not tell. */
  firstScenario?: number;
  /** How long nothing was under way that was measured. */
  unmeasured: number;
}

/** A step or a scenario. */
export interface Bar {
  name: string;
  from: number;
  to: number;
  look: 'step' | 'failed' | Verdict;
}

/** More steps than these make no picture: the shortest are left to the table. */
const MOST_STEPS = 30;

/** The time lines of all runs that the results come from: one, unless they were merged. */
export function timelinesOf({ run, verdicts, timings }: Results): Timeline[] {
  const runs = run.parts ?? [run];
  return runs.map(({ id, startedAt, endedAt }) => {
    const start = Date.parse(startedAt);
    const end = Date.parse(endedAt);
    const isOfRun = (of: { run?: string }) => (of.run === undefined ? runs.length === 1 : of.run === id);
    const steps = timings.spans
      .filter(isOfRun)
      .map(span => stepBar(span, start))
      .toSorted(byStart);
    const played = verdicts.filter(isOfRun).flatMap(judged => {
      const { pair, startedAt: began } = judged;
      return began === undefined ? [] : [{ pair, bar: scenarioBar(judged, Date.parse(began) - start) }];
    });
    const bars = played.map(({ bar }) => bar).toSorted(byStart);
    const drawn = new Set(steps.toSorted((a, b) => b.to - b.from - (a.to - a.from)).slice(0, MOST_STEPS));
    const [first] = bars;
    return {
      run: id,
      seconds: (end - start) / 1000,
      steps: steps.filter(step => drawn.has(step)),
      shortSteps: steps.filter(step => !drawn.has(step)),
      pairs: [...Map.groupBy(played, ({ pair }) => pair)].map(([pair, group]) => ({
        pair,
        lanes: lanesOf(group.map(({ bar }) => bar)),
      })),
      ...(first && { firstScenario: first.from }),
      unmeasured: uncovered([...steps, ...bars], (end - start) / 1000),
    };
  });
}

function stepBar({ name, startedAt, endedAt, ok }: TimedSpan, start: number): Bar {
  return {
    name,
    from: (Date.parse(startedAt) - start) / 1000,
    to: (Date.parse(endedAt) - start) / 1000,
    look: ok ? 'step' : 'failed',
  };
}

function scenarioBar({ scenario, verdict, seconds }: VerdictFacts, startMs: number): Bar {
  return { name: scenario, from: startMs / 1000, to: startMs / 1000 + seconds, look: verdict };
}

function byStart(a: Bar, b: Bar): number {
  return a.from - b.from;
}

/** Bars in as few lanes as possible, none over another in its lane. */
function lanesOf(bars: readonly Bar[]): Bar[][] {
  const lanes: Bar[][] = [];
  for (const bar of bars.toSorted(byStart)) {
    const free = lanes.find(lane => (lane.at(-1)?.to ?? 0) <= bar.from);
    if (free) free.push(bar);
    else lanes.push([bar]);
  }
  return lanes;
}

/** How much of a run's time lies under none of the bars. */
function uncovered(bars: readonly Bar[], seconds: number): number {
  let covered = 0;
  let reached = 0;
  for (const { from, to } of bars.toSorted(byStart)) {
    const end = Math.min(to, seconds);
    covered += Math.max(0, end - Math.max(from, reached));
    reached = Math.max(reached, end);
  }
  return Math.max(0, seconds - covered);
}
