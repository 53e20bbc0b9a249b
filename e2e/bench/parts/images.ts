import { STANDIN_VERSIONS } from '../../../helpers/fleet/releases/standin.ts';
import { pairWithItself } from '../../plan/mutants.ts';
import { figure } from '../figures.ts';
import { callHarness } from '../harness.ts';
import type { BenchPart } from '../part.ts';
import { inRounds } from '../rounds.ts';

/** How long it takes to find that all is there. */
export const images: BenchPart = {
  name: 'images',
  what: '`prefetch`, where all images and programs are there already',
  docker: true,
  measure: async ({ run: { signal }, rounds }) => {
    const [version = ''] = STANDIN_VERSIONS.slice(-1);
    const args = ['prefetch', '--pair', pairWithItself(version), '--keep-docker', '--quiet'];
    await callHarness(args, { signal });
    const { warm } = await inRounds(rounds, {
      warm: async () => (await callHarness(args, { signal })).seconds,
    });
    return { figures: figure('prefetch, warm', 's', warm), remarks: [] };
  },
};
