import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { demoResults } from './demo.fixture.ts';
import { exampleResults } from './results.fixture.ts';
import type { Results } from './results.ts';
import { timelinesOf } from './timeline.ts';

/** The example with a scenario for each of these times in seconds, all of one pair. */
function played(times: readonly { from: number; took: number }[]): Results {
  const results = exampleResults();
  const [verdict] = results.verdicts;
  const start = Date.parse(results.run.startedAt);
  results.timings.spans = [];
  results.verdicts = times.flatMap(({ from, took }) =>
    verdict ? [{ ...verdict, startedAt: new Date(start + from * 1000).toISOString(), seconds: took }] : [],
  );
  return results;
}

describe('timelinesOf', () => {
  it('tells when steps and the first scenario began, counted from the beginning of the run', () => {
    const [timeline] = timelinesOf(demoResults());
    expect(timeline).toMatchObject({ run: 'made-up-example', seconds: 425, firstScenario: 240 });
    expect(timeline?.steps[0]).toMatchObject({ from: 8, to: 141, look: 'step' });
    expect(timeline?.steps.at(-1)?.look).toBe('failed');
  });

  it('leaves the shortest steps to the table where there are too many for a picture', () => {
    const results = exampleResults();
    results.timings.spans = Array.from({ length: 40 }, (_, index) => ({
      name: `step ${index}`,
      startedAt: results.run.startedAt,
      endedAt: new Date(Date.parse(results.run.startedAt) + (index + 1) * 1000).toISOString(),
      ok: true,
    }));
    const [timeline] = timelinesOf(results);
    expect(timeline?.steps).toHaveLength(30);
    expect(timeline?.shortSteps.map(({ name }) => name)).toContain('step 0');
  });

  it('puts no scenario over another of its lane, and needs no more lanes than ran side by side', () => {
    const times = fc.array(
      fc.record({ from: fc.integer({ min: 0, max: 200 }), took: fc.integer({ min: 1, max: 60 }) }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(times, all => {
        const [pair] = timelinesOf(played(all))[0]?.pairs ?? [];
        const lanes = pair?.lanes ?? [];
        expect(lanes.flat()).toHaveLength(all.length);
        for (const lane of lanes) {
          for (const [index, bar] of lane.entries())
            expect(bar.from).toBeGreaterThanOrEqual(lane[index - 1]?.to ?? 0);
        }
        const atOnce = all.map(
          ({ from }) => all.filter(other => other.from <= from && from < other.from + other.took).length,
        );
        expect(lanes).toHaveLength(Math.max(...atOnce));
      }),
    );
  });

  it('says how long nothing that was measured was under way', () => {
    const [timeline] = timelinesOf(
      played([
        { from: 10, took: 20 },
        { from: 20, took: 30 },
        { from: 100, took: 45 },
      ]),
    );
    expect(timeline?.unmeasured).toBe(245 - 40 - 45);
  });

  it('keeps the runs of merged results apart', () => {
    const results = played([{ from: 70, took: 5 }]);
    const { id, startedAt, endedAt, machine, supply } = results.run;
    const part = { startedAt, endedAt, machine, supply };
    results.run.parts = [
      { id, ...part },
      { id: 'other', ...part, startedAt: new Date(Date.parse(startedAt) + 60_000).toISOString() },
    ];
    results.verdicts = results.verdicts.map(verdict => ({ ...verdict, run: 'other' }));
    expect(timelinesOf(results)).toMatchObject([
      { run: id, pairs: [] },
      { run: 'other', firstScenario: 10 },
    ]);
  });
});
