import { expect, test } from 'vitest';
import type { HelmOpState } from '../../helpers/fleet/helmOp.ts';
import { deploys, noErrorLeft, notReady, refusesChart } from '../../scenarios/vocabulary/index.ts';
import { ownStatusFollows } from './ownStatus.ts';

const fresh: HelmOpState = {
  ...{ deployed: false, shown: '', agentError: '', bundleError: '', refusedByController: false },
  ...{ ready: 'True', version: '', bundleVersion: '' },
};
const UNKNOWN = 'x509: certificate signed by unknown authority';
const refused = refusesChart(/unknown authority/);

test('a reason that the agent or the bundle gives has to come to the HelmOp itself', () => {
  for (const state of [
    { ...fresh, agentError: UNKNOWN },
    { ...fresh, bundleError: UNKNOWN },
  ]) {
    expect(ownStatusFollows(state, [refused])).toBe(false);
    expect(ownStatusFollows({ ...state, shown: 'WaitApplied(1)' }, [refused])).toBe(false);
    expect(ownStatusFollows({ ...state, shown: `ErrApplied(1) [${UNKNOWN}]` }, [refused])).toBe(true);
  }
});

test('a reason that nobody gives is not waited for', () => {
  expect(ownStatusFollows({ ...fresh, agentError: 'no such host' }, [refused])).toBe(true);
  expect(ownStatusFollows({ ...fresh, deployed: true }, [refused])).toBe(true);
});

test('what failed may not be shown as ready for long, and what deploys not with an error', () => {
  expect(ownStatusFollows({ ...fresh, agentError: UNKNOWN }, [notReady])).toBe(false);
  expect(ownStatusFollows({ ...fresh, agentError: UNKNOWN, ready: 'False' }, [notReady])).toBe(true);
  expect(ownStatusFollows({ ...fresh, bundleError: UNKNOWN }, [notReady])).toBe(false);
  expect(ownStatusFollows({ ...fresh, shown: UNKNOWN, refusedByController: true }, [notReady])).toBe(true);
  expect(ownStatusFollows({ ...fresh, deployed: true, shown: UNKNOWN }, [noErrorLeft])).toBe(false);
  expect(ownStatusFollows({ ...fresh, deployed: true }, [noErrorLeft])).toBe(true);
  expect(ownStatusFollows({ ...fresh, shown: UNKNOWN }, [noErrorLeft])).toBe(true);
});

test('all that is asked has to be there, and of nothing else is anything asked', () => {
  const state = { ...fresh, agentError: UNKNOWN, shown: UNKNOWN };
  expect(ownStatusFollows(state, [refused, notReady])).toBe(false);
  expect(ownStatusFollows({ ...state, ready: 'False' }, [refused, notReady])).toBe(true);
  expect(ownStatusFollows({ ...fresh, agentError: UNKNOWN }, [deploys])).toBe(true);
});
