import { readFileSync } from 'node:fs';
import { clusterWitnesses } from '../../helpers/evidence/clusterWitnesses.ts';
import { connect } from '../../helpers/kube/client.ts';
import type { Context } from '../../helpers/process/context.ts';
import { asHarnessError, type HarnessError } from '../../helpers/process/errors.ts';
import type { VerdictFacts } from '../../helpers/report/results.ts';
import type { PlannedPair, PlannedPhase } from '../plan/plan.ts';
import type { RunHandle } from '../run/handle.ts';
import type { Site } from '../world/site.ts';
import type { World } from '../world/world.ts';
import { evidenceIn } from './evidence.ts';
import { isOfFleet } from './whereItPlayed.ts';

/** The world of a pair in a phase, or why there is none. */
export type Entered = World | NoWorld;

/** A world that did not come up. */
export interface NoWorld {
  failure: HarnessError;
  /** Milliseconds since the epoch. */
  startedAt: number;
  /** The folder of the evidence, which is that of all its scenarios. */
  evidence?: string;
}

/**
 * Enters the world of a pair in a phase, once it is cleared of what was there before; where it does not come up, what there is
 * to see is collected.
 * @throws HarnessError where the run was interrupted.
 */
export async function enter(
  context: Context,
  site: Site,
  {
    run,
    cleared,
    pair,
    phase,
  }: {
    run: Pick<RunHandle, 'upstreams'>;
    cleared: Promise<void>;
    pair: PlannedPair;
    phase: PlannedPhase;
  },
): Promise<Entered> {
  const startedAt = Date.now();
  try {
    await cleared;
    return await site.enter(pair, phase);
  } catch (error) {
    const failure = asHarnessError(error);
    if (context.signal.aborted || failure.code === 'interrupted') throw failure;
    const upstream = () => ({
      name: `upstream-${pair.upstream}`,
      client: connect(readFileSync(run.upstreams[pair.upstream]?.kubeconfig ?? '', 'utf8')),
      isMeant: isOfFleet,
      since: startedAt,
    });
    const evidence = await evidenceIn(context, {
      place: [pair.id, `world/${phase.name.replaceAll(/[^\w.-]+/g, '-')}`],
      of: thoroughness => (thoroughness === 'all' ? clusterWitnesses(upstream()) : []),
    }).collect('all');
    return { failure, startedAt, ...(evidence !== undefined && { evidence }) };
  }
}

/** The verdict of a scenario whose world did not come up: it says nothing of Fleet. */
export function unplayed(
  at: { scenario: string; pair: string },
  { failure, startedAt, evidence }: NoWorld,
): VerdictFacts {
  return {
    ...at,
    verdict: 'no-verdict',
    reason: failure.line,
    witnesses: [],
    startedAt: new Date(startedAt).toISOString(),
    seconds: 0,
    ...(evidence !== undefined && { evidence }),
  };
}
