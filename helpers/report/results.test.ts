import { describe, expect, it } from 'vitest';
import { describeMachine } from './machine.ts';
import { exampleResults, standInResults } from './results.fixture.ts';
import { noticeOf, STAND_IN_NOTICE, timedSpan } from './results.ts';

describe('noticeOf', () => {
  it('is silent about a run of real Fleet', () => {
    expect(noticeOf(exampleResults())).toBeUndefined();
  });

  it('says that a run of the stand-in is not one of Fleet', () => {
    expect(noticeOf(standInResults())).toBe(STAND_IN_NOTICE);
  });

  it('says so for one stand-in among the pairs, whatever the run calls itself', () => {
    const results = exampleResults();
    results.pairs = results.pairs.map((pair, index) =>
      index === 2 ? { ...pair, agent: { ...pair.agent, standin: true } } : pair,
    );
    expect(noticeOf(results)).toBe(STAND_IN_NOTICE);
  });
});

describe('timedSpan', () => {
  it('gives the times of a step in ISO 8601', () => {
    expect(timedSpan({ name: 'load', startedAt: 0, endedAt: 1500, ok: true })).toEqual({
      name: 'load',
      startedAt: '1970-01-01T00:00:00.000Z',
      endedAt: '1970-01-01T00:00:01.500Z',
      ok: true,
    });
  });
});

describe('describeMachine', () => {
  it('names the machine without naming its owner', () => {
    expect(Object.keys(describeMachine())).toEqual(['os', 'arch', 'cpus', 'memoryGiB', 'node']);
    expect(describeMachine().cpus).toBeGreaterThan(0);
  });
});
