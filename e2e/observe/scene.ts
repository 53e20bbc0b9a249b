import type { EdgeRecord } from '../../helpers/edge/record.ts';
import type { Scenario } from '../../scenarios/vocabulary.ts';
import type { PlannedAgent, PlannedScenario } from '../plan/plan.ts';
import type { World } from '../world/world.ts';

/** One scenario in its world, with what its observers look at. */
export interface Scene {
  scenario: Scenario;
  planned: PlannedScenario;
  agent: PlannedAgent;
  world: World;
  /** Reads what the edge has recorded so far. */
  edgeRecord: () => Promise<EdgeRecord>;
  signal: AbortSignal;
}
