import type { Release } from '../../helpers/fleet/release.ts';
import { folderParts, recipeKey } from '../../helpers/supply/recipe.ts';

/** What tells whether a release is still the one that it was: a developer builds charts and images again and again. */
export interface ReleasePrint {
  /** As a message calls it. */
  controllerImage: string;
  agentImage: string;
  controllerDigest: string;
  agentDigest: string;
  /** Of all files of its charts. */
  charts: string;
}

/** Takes the prints of releases, by their versions. */
export function releasePrints(releases: readonly Release[]): Record<string, ReleasePrint> {
  return Object.fromEntries(releases.map(release => [release.version, releasePrint(release)]));
}

function releasePrint({ charts, controller, agent }: Release): ReleasePrint {
  const parts = Object.entries(charts).flatMap(([chart, folder]) =>
    folderParts(folder).map(part => ({ ...part, name: `${chart}:${part.name}` })),
  );
  return {
    controllerImage: controller.reference,
    agentImage: agent.reference,
    controllerDigest: controller.digest,
    agentDigest: agent.digest,
    charts: recipeKey(parts),
  };
}

/** What differs between a release then and now, in words; undefined when nothing does. */
export function differenceOf(then: ReleasePrint, now: ReleasePrint): string | undefined {
  if (then.charts !== now.charts) return 'its charts have changed';
  if (then.controllerDigest !== now.controllerDigest)
    return `the image of its controller is another (${now.controllerImage})`;
  if (then.agentDigest !== now.agentDigest) return `the image of its agent is another (${now.agentImage})`;
  return undefined;
}
