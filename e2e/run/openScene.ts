import { readEdge } from '../../helpers/edge/edge.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import type { Scenario } from '../../scenarios/vocabulary.ts';
import type { Scene } from '../observe/scene.ts';
import type { PlannedPhase, PlannedScenario } from '../plan/plan.ts';
import type { World } from '../world/world.ts';

/** Puts a planned scenario into its world. */
export function openScene(parts: {
  world: World;
  phase: PlannedPhase;
  planned: PlannedScenario;
  scenarios: readonly Scenario[];
  signal: AbortSignal;
}): Scene {
  const { world, phase, planned, scenarios, signal } = parts;
  const scenario = scenarios.find(({ id }) => id === planned.id);
  const agent = phase.agents.find(({ name }) => name === planned.agent);
  if (scenario === undefined || agent === undefined) {
    throw new HarnessError('internal', {
      message: `the plan names ${planned.id} with agent ${planned.agent}, which is not there`,
      cure: 'This is a defect of fleet-tls-e2e: please report it',
    });
  }
  const { container } = world.run.edge;
  return {
    scenario,
    planned,
    agent,
    world,
    edgeRecord: () => readEdge(container, signal),
    signal,
  };
}
