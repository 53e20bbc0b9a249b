import { HarnessError } from '../process/errors.ts';
import type { BuildContext } from './cache.ts';
import type { Image } from './image.ts';
import { localSupply } from './local.ts';
import { registryAnswers, registrySupply } from './registry.ts';
import { sourceSupply } from './source.ts';
import type { Tools } from './tools.ts';

/** Where binaries and images come from. */
export interface Supply {
  name: 'registry' | 'source' | 'local';
  /** Why this one was chosen, to complete "because ...". */
  why: string;
  tools(): Promise<Tools>;
  nodeImage(): Promise<SuppliedNode>;
  edgeImage(): Promise<Image>;
}

/** A kind node image, and what it leaves to the cluster's configuration. */
export interface SuppliedNode extends Image {
  /** Whether the image brings its own pod network, so that kind's default one is switched off. */
  ownPodNetwork: boolean;
}

/**
 * Chooses the supply: the one asked for, or with `auto` the registry where one answers, and the source elsewhere.
 * @throws HarnessError `usage` for a name that is none.
 */
export async function chooseSupply(context: BuildContext, choice: string): Promise<Supply> {
  const asked = 'it was asked for';
  switch (choice) {
    case 'source':
      return sourceSupply(context, asked);
    case 'registry':
      return registrySupply(context, asked);
    case 'local':
      return localSupply(context, asked);
    case 'auto': {
      const answer = await registryAnswers(context.signal);
      return answer.answers ? registrySupply(context, answer.why) : sourceSupply(context, answer.why);
    }
    default:
      throw new HarnessError('usage', {
        message: `there is no supply called ${choice}`,
        cure: 'Use auto, registry, source or local',
      });
  }
}
