import { expect, test } from 'vitest';
import type { Release } from '../helpers/fleet/release.ts';
import { exitStatus } from '../helpers/report/exitStatus.ts';
import { storeHiddenForEver } from '../scenarios/records.ts';
import { family, registers, scenario, strictWorld } from '../scenarios/vocabulary/index.ts';
import { judge } from './judge/judge.ts';
import { verdictFacts } from './judge/verdictOf.ts';
import { choosePairs } from './plan/pairs.ts';
import { makePlan } from './plan/plan.ts';
import { type Played, resultsOf } from './results.ts';

const plain = scenario('a/plain', {
  story: 's',
  source: [],
  tier: 'core',
  world: strictWorld,
  expect: [registers],
});
const oldOnly = scenario('a/old', {
  ...plain,
  appliesTo: { agent: '<0.13.0', because: 'it is for old agents' },
});
const image = { reference: 'fleet:1', digest: 'sha256:1' };
const release: Release = {
  version: '0.16.1',
  standin: false,
  charts: { crd: '', fleet: '', agent: '' },
  controller: image,
  agent: image,
};

function played(told: Played['told']['verdicts'], interrupted = false): Played {
  const { pairs } = choosePairs([release], { roles: ['new'], given: [] });
  const scenarios = [plain, oldOnly];
  return {
    runId: 'r',
    startedAt: 0,
    endedAt: 1000,
    supply: { strategy: 'source', why: 'w' },
    staleRecords: 'ignore',
    interrupted,
    retries: [],
    families: [family('a family', scenarios)],
    scenarios,
    pairs,
    plan: makePlan(scenarios, pairs),
    told: { verdicts: told, spans: [] },
  };
}

test('what was planned and not played has no verdict, and what was not meant says why', () => {
  expect(resultsOf(played([])).verdicts).toMatchObject([
    { scenario: 'a/plain', verdict: 'no-verdict' },
    { scenario: 'a/old', verdict: 'not-applicable', reason: 'it is for old agents' },
  ]);
});

test('what was done again is counted, and a run that did nothing again says nothing of it', () => {
  const retry = { what: 'list Pod', why: '503' };
  const retries = [
    { ...retry, at: 1 },
    { ...retry, at: 3 },
  ];
  expect(resultsOf({ ...played([]), retries }).run.retries).toEqual([
    { ...retry, times: 2, firstAt: '1970-01-01T00:00:00.001Z', lastAt: '1970-01-01T00:00:00.003Z' },
  ]);
  expect(resultsOf(played([])).run).not.toHaveProperty('retries');
});

test('an interrupted run tells only what it judged', () => {
  expect(resultsOf(played([], true)).verdicts.map(({ scenario: id }) => id)).toEqual(['a/old']);
});

test('of a run that was abandoned for its machine, what was not judged has no verdict, and says what for', () => {
  const abandoned = 'the Docker daemon has died';
  expect(resultsOf({ ...played([]), abandoned }).verdicts).toMatchObject([
    { scenario: 'a/plain', verdict: 'no-verdict', reason: abandoned },
    { scenario: 'a/old', verdict: 'not-applicable' },
  ]);
});

test('one stand-in among the pairs makes the run one of the stand-in', () => {
  const { pairs } = choosePairs([{ ...release, standin: true }], { roles: ['new'], given: [] });
  expect(resultsOf({ ...played([]), pairs }).run.fleet).toBe('stand-in');
  expect(resultsOf(played([])).run.fleet).toBe('real');
});

const OLD = { controller: '0.12.4', agent: '0.12.4' };
const NEW = { controller: '0.16.1', agent: '0.16.1' };
const failed = {
  expected: 'it deploys',
  met: false,
  saw: 'x509: failed to load system roots and no roots provided',
  witnesses: [],
};
const deployed = { expected: 'it deploys', met: true, saw: 'deployed', witnesses: [] };

function statusOf(judgement: ReturnType<typeof judge>, staleRecords: 'ignore' | 'error'): number {
  const facts = verdictFacts({ scenario: plain, pair: 'a/b', startedAt: 0, seconds: 1 }, judgement);
  return exitStatus([facts], { staleRecords, interrupted: false });
}

test('with its record the old pair ends with 0; with the record taken away with 1, a regression', () => {
  expect(statusOf(judge({ ...OLD, records: [storeHiddenForEver] }, [failed]), 'error')).toBe(0);
  const without = judge({ ...OLD, records: [] }, [failed]);
  expect(without.verdict).toBe('regression');
  expect(statusOf(without, 'ignore')).toBe(1);
});

test('a record that wrongly covers the new pair gives fixed, and 1 where out-of-date records are errors', () => {
  const wrong = { ...storeHiddenForEver, agent: '<99.0.0' };
  const judgement = judge({ ...NEW, records: [wrong] }, [deployed]);
  expect(judgement.verdict).toBe('fixed');
  expect(statusOf(judgement, 'ignore')).toBe(0);
  expect(statusOf(judgement, 'error')).toBe(1);
});

test('what a workaround costs is said where it worked', () => {
  const way = { ...plain, cost: 'everything is trusted' };
  const facts = verdictFacts(
    { scenario: way, pair: 'a/b', startedAt: 0, seconds: 1.26 },
    judge({ ...OLD, records: [] }, [deployed]),
  );
  expect(facts.reason).toBe('deployed; the cost: everything is trusted');
  expect(facts.seconds).toBe(1.3);
});

test('a version that is newer than all that are known is remarked upon, and no other', () => {
  const remarkOn = (version: string) => {
    const { pairs } = choosePairs([{ ...release, version }], { roles: ['new'], given: [] });
    return resultsOf({ ...played([]), pairs }).pairs[0]?.controller.remark;
  };
  expect(remarkOn('0.19.0')).toMatch(/^0\.19\.0 is newer than what this harness knows/);
  expect(remarkOn('0.16.1')).toBeUndefined();
});
