import { readFileSync } from 'node:fs';
import { agentPods } from '../../helpers/fleet/agentPod.ts';
import { FLEET_API } from '../../helpers/fleet/places.ts';
import { connect } from '../../helpers/kube/client.ts';
import type { VerdictFacts } from '../../helpers/report/results.ts';
import { VERDICT_ORDER } from '../../helpers/report/verdict.ts';
import { findProgram } from '../../helpers/supply/docker/facts.ts';
import { families } from '../../scenarios/index.ts';
import { scenariosOf } from '../plan/part.ts';
import type { RunHandle } from '../run/handle.ts';
import { agentNamespaceOf } from '../world/agents.ts';
import { kubeconfigLine, type PlacedScenario, scenarioLines } from './look.ts';

/** The kubectl of a person's own, where there is one, else the harness's. */
export function kubectlFor({ kubectl }: Pick<RunHandle, 'kubectl'>): string {
  return findProgram('kubectl') === undefined ? kubectl : 'kubectl';
}

/** Of how many scenarios the lines are told: more of them push what matters off the screen. */
const MOST_TOLD = 4;

/** How to look at a world that was kept: the exact lines for what did not hold, the worst verdicts first. */
export async function linesToLook(
  handle: RunHandle,
  worthALook: readonly Pick<VerdictFacts, 'scenario' | 'pair' | 'verdict'>[],
): Promise<string[]> {
  const ranked = worthALook.toSorted((a, b) => rankOf(a) - rankOf(b));
  const told = ranked.slice(0, MOST_TOLD);
  const looked = { handle, kubectl: kubectlFor(handle) };
  const placed = told.flatMap(verdict => placedScenario(handle, verdict) ?? []);
  const lines = await Promise.all(
    placed.map(async one => [
      '',
      (await stands(handle, one).catch(() => false)) ? standsLine(one) : goneLine(one),
      ...scenarioLines(looked, one).map(line => `  ${line}`),
    ]),
  );
  return [
    '',
    'The world stays up. To look at it:',
    `  ${kubeconfigLine(looked)}`,
    ...lines.flat(),
    ...moreLines(ranked.slice(MOST_TOLD)),
    ...linesToGoOn(ranked[0]?.scenario ?? scenariosOf(handle.plan)[0]),
  ];
}

function rankOf({ verdict }: Pick<VerdictFacts, 'verdict'>): number {
  return VERDICT_ORDER.indexOf(verdict);
}

/** How the lines of those are got that were too many to be told. */
function moreLines(more: readonly Pick<VerdictFacts, 'scenario' | 'pair'>[]): string[] {
  const [next] = more;
  if (next === undefined) return [];
  const command = `npm run fleet-tls -- run ${next.scenario} --pair ${next.pair} --keep`;
  return ['', `${more.length} more did not hold. The lines of one: ${command}`];
}

function standsLine({ scenario, pair }: PlacedScenario): string {
  return `What ${scenario.id} made with ${pair.id} was left standing:`;
}

function goneLine({ scenario, pair }: PlacedScenario): string {
  const command = `npm run fleet-tls -- run ${scenario.id} --pair ${pair.id} --keep`;
  return `What ${scenario.id} made with ${pair.id} had to give way. Bring it back with: ${command}`;
}

/** What can be done with a world that is up; the scenario is an example. */
export function linesToGoOn(scenario = ''): string[] {
  const lines = [
    [`npm run fleet-tls -- run ${scenario}`, 'any of its scenarios, as often as needed'],
    ['npm run fleet-tls -- down', 'remove it'],
  ] as const;
  const width = Math.max(...lines.map(([command]) => command.length));
  return ['', 'To go on:', ...lines.map(([command, what]) => `  ${command.padEnd(width)}   # ${what}`)];
}

function placedScenario(
  { plan }: RunHandle,
  verdict: Pick<VerdictFacts, 'scenario' | 'pair'>,
): PlacedScenario | undefined {
  const pair = plan.pairs.find(({ id }) => id === verdict.pair);
  const phase = pair?.phases.find(({ scenarios }) => scenarios.some(({ id }) => id === verdict.scenario));
  const planned = phase?.scenarios.find(({ id }) => id === verdict.scenario);
  const agent = phase?.agents.find(({ name }) => name === planned?.agent);
  const scenario = families.flatMap(family => family.scenarios).find(({ id }) => id === verdict.scenario);
  return pair && planned && agent && scenario && { pair, planned, agent, scenario };
}

/** Whether the agent or the cluster of a scenario is still there: what came after it may have needed its room. */
async function stands(
  { upstreams, downstreams }: RunHandle,
  { pair, agent }: PlacedScenario,
): Promise<boolean> {
  const open = (kubeconfig = '') => connect(readFileSync(kubeconfig, 'utf8'));
  const upstream = open(upstreams[pair.upstream]?.kubeconfig);
  const local = agent.world.registration === 'local';
  const its = local ? upstream : open(downstreams[agent.downstream]?.kubeconfig);
  const [clusters, pods] = await Promise.all([
    upstream.list({ apiVersion: FLEET_API, kind: 'Cluster', namespace: agent.workspace }),
    agentPods(its, agentNamespaceOf(agent)),
  ]);
  return clusters.length + pods.length > 0;
}
