import { errorLeft, type HelmOpState } from '../../helpers/fleet/helmOp.ts';
import type { Expectation } from '../../scenarios/vocabulary/index.ts';

/**
 * How long Fleet may take, in milliseconds, until a HelmOp's own status says what its agent said before (0.12.4 on a machine
 * with 20 times its load: 1 s; where 45 HelmOps come at once to a controller that gets little of its machine: more than 18 s).
 */
export const FOLLOWING_MS = 60_000;

/** Whether a HelmOp's own status has come to say what these expectations ask of it, as far as Fleet says it elsewhere. */
export function ownStatusFollows(state: HelmOpState, expectations: readonly Expectation[]): boolean {
  return expectations.every(expectation => {
    switch (expectation.kind) {
      case 'refuses-chart': {
        const { reason } = expectation;
        const saidElsewhere = reason.test(state.agentError) || reason.test(state.bundleError);
        return !saidElsewhere || reason.test(state.shown);
      }
      case 'not-ready':
        return (state.agentError === '' && state.bundleError === '') || state.ready !== 'True';
      case 'no-error-left':
        return !state.deployed || errorLeft(state) === '';
      default:
        return true;
    }
  });
}
