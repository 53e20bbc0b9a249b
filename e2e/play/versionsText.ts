import { jsonText } from '../../helpers/evidence/objects.ts';
import type { Release } from '../../helpers/fleet/release.ts';
import type { PairHandle } from '../run/handle.ts';
import { packageVersion } from '../version.ts';
import type { World } from '../world/world.ts';

/** Which Fleet a world has: the versions and images of its pair, with the digests that their publisher gave them. */
export function versionsText({ run, pair }: Pick<World, 'run' | 'pair'>): string {
  const { controller, agent, images, other } = run.pairs[pair.key] as PairHandle;
  return jsonText({
    harness: packageVersion(),
    pair: pair.id,
    controller: { ...facts(controller, 'controller'), onNode: images.controller },
    agent: { ...facts(agent, 'agent'), onNode: images.agent },
    ...(other && {
      upgradedTo: { ...facts(other.release, 'controller'), onNode: other.images.controller },
    }),
  });
}

function facts({ version, standin, ...release }: Release, of: 'controller' | 'agent') {
  const { reference: image, digest } = release[of];
  return { version, standin, image, digest };
}
