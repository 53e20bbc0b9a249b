import { HarnessError } from '../process/errors.ts';
import type { PairFacts, PartFacts, Results, RunFacts, VerdictFacts } from './results.ts';
import type { Verdict } from './verdict.ts';

/**
 * Joins the results of several runs into one, as if one run had judged all of it. Where several judged the same
 * scenario with the same pair, the worst of what they say of Fleet counts, and the others are named in its reason; a
 * no-verdict counts only where nothing else was said. Evidence is expected below `evidence/<run id>/`.
 * @throws HarnessError `config` when they do not belong together: one run twice, Fleet with its stand-in, or other
 *   images for the same pair.
 */
export function mergeResults(runs: readonly Results[]): Results {
  checkDistinct(runs);
  checkSameFleet(runs);
  const parts = runs.flatMap(({ run }) => run.parts ?? [partOf(run)]);
  const verdicts = verdictsOf(runs);
  return {
    schema: 1,
    run: runOf(runs, parts, verdicts),
    pairs: pairsOf(runs),
    scenarios: firstById(runs.flatMap(({ scenarios }) => scenarios)),
    verdicts,
    timings: {
      spans: runs.flatMap(({ run, timings }) => timings.spans.map(span => ({ run: run.id, ...span }))),
    },
  };
}

/** Where the evidence of a run lies in merged results, relative to their folder. */
export function mergedEvidence(runId: string): string {
  return `evidence/${runId}`;
}

function partOf({ id, startedAt, endedAt, machine, supply, world, cost, retries }: RunFacts): PartFacts {
  return {
    ...{ id, startedAt, endedAt, machine, supply },
    ...(world && { world }),
    ...(cost && { cost }),
    ...(retries && { retries }),
  };
}

/** Every run once, with a name that can be a folder's. */
function checkDistinct(runs: readonly Results[]): void {
  const ids = runs.flatMap(({ run }) => [...new Set([run.id, ...(run.parts ?? []).map(({ id }) => id)])]);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw unfit(`run ${twice} is given twice`, 'Give each run once');
  const unnamed = ids.find(id => !/^[\w-][\w.+-]*$/.test(id));
  if (unnamed !== undefined)
    throw unfit(
      `run ${JSON.stringify(unnamed)} has an id that no run has`,
      'Give results that fleet-tls wrote',
    );
}

function checkSameFleet(runs: readonly Results[]): void {
  const [first, ...others] = runs.map(({ run }) => run);
  const other = others.find(({ fleet }) => fleet !== first?.fleet);
  if (first && other)
    throw unfit(
      `run ${first.id} is of ${FLEETS[first.fleet]} and run ${other.id} of ${FLEETS[other.fleet]}`,
      'Merge the runs of Fleet without those of its stand-in',
    );
}

const FLEETS: Record<RunFacts['fleet'], string> = { real: 'Fleet', 'stand-in': 'the stand-in' };

function pairsOf(runs: readonly Results[]): PairFacts[] {
  const all = runs.flatMap(({ run, pairs }) => pairs.map(pair => ({ run, pair })));
  for (const { run, pair } of all) {
    const first = all.find(other => other.pair.id === pair.id);
    if (first && imagesOf(first.pair) !== imagesOf(pair))
      throw unfit(
        `pair ${pair.id} has other images in run ${first.run.id} than in run ${run.id}`,
        'Compare such runs with `fleet-tls compare`; merged results are of the same images',
      );
  }
  return firstById(all.map(({ pair }) => pair));
}

function imagesOf({ controller, agent }: PairFacts): string {
  return `${controller.digest} ${agent.digest}`;
}

function firstById<T extends { id: string }>(items: readonly T[]): T[] {
  return [...new Map(items.toReversed().map(item => [item.id, item])).values()].toSorted(
    (a, b) => items.indexOf(a) - items.indexOf(b),
  );
}

type VerdictOfRun = VerdictFacts & { run: string };

function verdictsOf(runs: readonly Results[]): VerdictOfRun[] {
  const all = runs.flatMap(({ run, verdicts }) =>
    verdicts.map(judged => ({ run: run.id, ...judged, ...movedEvidence(judged, run.id) })),
  );
  const byCell = Map.groupBy(all, ({ scenario, pair }) => JSON.stringify([scenario, pair]));
  return [...byCell.values()].flatMap(told => {
    const [worst, ...others] = told.toSorted((a, b) => WORST.indexOf(a.verdict) - WORST.indexOf(b.verdict));
    return worst ? [{ ...worst, reason: reasonBeside(worst, others) }] : [];
  });
}

/** Of several verdicts on the same cell the first of these counts. */
const WORST: readonly Verdict[] = [
  'regression',
  'known-defect',
  'fixed',
  'holds',
  'not-applicable',
  'no-verdict',
];

function reasonBeside(worst: VerdictOfRun, others: readonly VerdictOfRun[]): string {
  const differing = others.filter(({ verdict }) => verdict !== worst.verdict);
  return [worst.reason, ...differing.map(({ verdict, run }) => `in run ${run}: ${verdict}`)].join('; ');
}

function movedEvidence({ evidence }: VerdictFacts, runId: string): Pick<VerdictFacts, 'evidence'> {
  return evidence === undefined
    ? {}
    : { evidence: evidence.replace(/^evidence(?=\/)/, mergedEvidence(runId)) };
}

function runOf(
  runs: readonly Results[],
  parts: readonly PartFacts[],
  verdicts: readonly VerdictFacts[],
): RunFacts {
  const [first, ...others] = runs;
  if (!first) throw unfit('no run is given', 'Give the results of at least one run');
  const judged = new Set(verdicts.map(({ scenario, pair }) => JSON.stringify([scenario, pair])));
  const lacksSome = runs.some(
    ({ run, scenarios, pairs }) =>
      run.interrupted &&
      scenarios.some(({ id }) => pairs.some(pair => !judged.has(JSON.stringify([id, pair.id])))),
  );
  const { machine, supply } = first.run;
  return {
    ...{ machine, supply },
    id: others.length === 0 ? first.run.id : `${first.run.id}+${others.length}`,
    startedAt: parts.map(({ startedAt }) => startedAt).toSorted()[0] ?? first.run.startedAt,
    endedAt:
      parts
        .map(({ endedAt }) => endedAt)
        .toSorted()
        .at(-1) ?? first.run.endedAt,
    fleet: first.run.fleet,
    staleRecords: runs.some(({ run }) => run.staleRecords === 'error') ? 'error' : 'ignore',
    ...(lacksSome && { interrupted: true }),
    parts: [...parts],
  };
}

function unfit(message: string, cure: string): HarnessError {
  return new HarnessError('config', { message: `these runs cannot be merged: ${message}`, cure });
}
