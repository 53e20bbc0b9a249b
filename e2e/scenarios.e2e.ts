import pLimit from 'p-limit';
import { test as base, describe, inject } from 'vitest';
import type { VerdictFacts } from '../helpers/report/results.ts';
import { families } from '../scenarios/index.ts';
import { proveCleared } from './keep/clear.ts';
import type { PlannedScenario } from './plan/plan.ts';
import { enter, unplayed } from './play/enter.ts';
import { NotGreen } from './play/notGreen.ts';
import { play } from './play/play.ts';
import { openScene } from './play/scene.ts';
import { wasUp } from './run/handle.ts';
import { takeHandover } from './run/handover.ts';
import { workerContext } from './run/workerContext.ts';
import { openSite } from './world/site.ts';
import type { World } from './world/world.ts';

const noWorld: string | undefined = inject('noWorld');
if (noWorld !== undefined) throw new Error(noWorld);

const run = await takeHandover(inject('runId'));
const context = workerContext(run);
const scenarios = families.flatMap(family => family.scenarios);

/** A world that was up before this run may hold what an earlier one left. */
const cleared = wasUp(run) ? proveCleared(context, run) : Promise.resolve();
// Whoever enters it is told.
cleared.catch(() => {});

/** A downstream has room for one agent that came by itself: their scenarios go one after the other there. */
const lanes = new Map(run.plan.downstreams.map(key => [key, pLimit(1)]));

function playIn(world: World, planned: PlannedScenario, signal: AbortSignal): Promise<VerdictFacts> {
  const scene = openScene({ context, world, planned, scenarios, signal });
  const playing = () => play(context, scene);
  const { world: wanted, downstream } = scene.agent;
  const lane = wanted.registration === 'agent-initiated' ? lanes.get(downstream) : undefined;
  return lane ? lane(playing) : playing();
}

// vitest wants fixtures at the top of the file, so each phase gets its own before the suites are described.
const upstreams = run.plan.upstreams.map(upstream => {
  const site = openSite(context, run, upstream);
  const pairs = run.plan.pairs
    .filter(pair => pair.upstream === upstream)
    .map(pair => {
      const phases = pair.phases.map(phase => ({
        phase,
        test: base.extend('world', { scope: 'file' }, () =>
          enter(context, site, { run, cleared, pair, phase }),
        ),
      }));
      return { pair, phases };
    });
  return { upstream, pairs };
});

// Upstreams live side by side; what shares one goes one after the other: pair by pair, phase by phase.
for (const { upstream, pairs } of upstreams) {
  describe(upstream, { concurrent: true }, () => {
    for (const { pair, phases } of pairs) {
      describe(pair.id, { concurrent: false }, () => {
        for (const { phase, test } of phases) {
          describe(phase.name, { concurrent: false }, () => {
            for (const planned of phase.scenarios) {
              test(planned.id, { concurrent: true }, async ({ world, task, signal }) => {
                task.meta.verdict =
                  'failure' in world
                    ? unplayed({ scenario: planned.id, pair: pair.id }, world)
                    : await playIn(world, planned, signal);
                task.meta.spans = context.takeSpans();
                NotGreen.throwUnlessGreen(task.meta.verdict, run.staleRecords);
              });
            }
          });
        }
      });
    }
  });
}
