import { describe, expect, it } from 'vitest';
import { exitStatus } from './exitStatus.ts';
import type { Verdict } from './verdict.ts';

const status = (verdicts: Verdict[], staleRecords: 'ignore' | 'error' = 'ignore', interrupted = false) =>
  exitStatus(
    verdicts.map(verdict => ({ verdict })),
    { staleRecords, interrupted },
  );

describe('exitStatus', () => {
  it('is 0 when all is green, amber, blue or grey', () => {
    expect(status(['holds', 'known-defect', 'fixed', 'not-applicable'])).toBe(0);
  });

  it('is 1 on a regression, also beside a no-verdict', () => {
    expect(status(['holds', 'regression'])).toBe(1);
    expect(status(['no-verdict', 'regression'])).toBe(1);
  });

  it('is 3 on a no-verdict', () => {
    expect(status(['holds', 'no-verdict'])).toBe(3);
  });

  it('is 1 on a stale record only where stale records are errors', () => {
    expect(status(['holds', 'fixed'], 'error')).toBe(1);
    expect(status(['no-verdict', 'fixed'], 'error')).toBe(1);
    expect(status(['no-verdict', 'fixed'], 'ignore')).toBe(3);
  });

  it('is 130 when the run was interrupted, whatever it had found by then', () => {
    expect(status(['regression', 'no-verdict'], 'error', true)).toBe(130);
    expect(status([], 'ignore', true)).toBe(130);
  });

  it('is 3 when nothing was judged, because nothing is proved by silence', () => {
    expect(status([])).toBe(3);
  });
});
