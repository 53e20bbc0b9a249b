import { families } from '../../scenarios/index.ts';
import type { KeptWorld } from './keptWorld.ts';
import { kubectlFor, linesToGoOn } from './linesToLook.ts';
import { controllerLines, curlLine, kubeconfigLine } from './look.ts';

/** What a person is told of a world that is up: what it is, how to look at it, how to go on. */
export function worldLines(world: KeptWorld): string[] {
  const { id, pairs, scenarios, handle } = world;
  const looked = { handle, kubectl: kubectlFor(handle) };
  return [
    '',
    `World ${id} is up: ${pairs.map(pair => pair.id).join(', ')}; ${scenarios.length} scenarios.`,
    'To look at it:',
    `  ${kubeconfigLine(looked)}`,
    ...[...controllerLines(looked), ...firstCurlLine(world)].map(line => `  ${line}`),
    ...linesToGoOn(scenarios.find(one => one === 'op/index-public') ?? scenarios[0]),
  ];
}

/** One endpoint as an example: those of every scenario are told with a failure that is kept. */
function firstCurlLine({ handle }: KeptWorld): string[] {
  const declared = families.flatMap(family => family.scenarios);
  for (const pair of handle.plan.pairs) {
    for (const { id, listeners } of pair.phases.flatMap(phase => phase.scenarios)) {
      const scenario = declared.find(one => one.id === id);
      const [listener] = listeners;
      if (scenario && listener) return [curlLine(handle, listener, { pair, scenario })];
    }
  }
  return [];
}
