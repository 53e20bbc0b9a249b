import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DefectRecord } from '../../scenarios/vocabulary/index.ts';
import { judge, type Observation } from './judge.ts';
import type { OwnTrouble } from './machine.ts';

const record: DefectRecord = {
  agent: '<0.13.0-beta.2',
  reason: /failed to load system roots/,
  issue: 'rancher/fleet#3589',
  observed: ['0.12.4/0.12.4'],
};
const met: Observation = { expected: 'it deploys', met: true, saw: 'deployed', witnesses: [] };
const systemRoots: Observation = {
  expected: 'it deploys',
  met: false,
  saw: 'Get "https://edge/index.yaml": tls: failed to verify certificate: x509: failed to load system roots and no roots provided',
  witnesses: [{ source: 'kubernetes', saw: 'not deployed' }],
};
const unknownAuthority: Observation = {
  ...systemRoots,
  saw: 'x509: certificate signed by unknown authority',
};
const OLD = { controller: '0.12.4', agent: '0.12.4' };
const NEW = { controller: '0.16.1', agent: '0.16.1' };

test('a requirement that was observed holds', () => {
  expect(judge({ ...NEW, records: [record] }, [met]).verdict).toBe('holds');
});

test('a failure that a record of this pair explains is a known defect, with the exact message', () => {
  expect(judge({ ...OLD, records: [record] }, [systemRoots])).toMatchObject({
    verdict: 'known-defect',
    reason: systemRoots.saw,
    record: { issue: 'rancher/fleet#3589' },
  });
});

const REFUSED = 'dial tcp 172.20.0.2:10022: connect: connection refused';
const unreached: Observation = { ...systemRoots, saw: REFUSED, error: REFUSED };

test('a failure of the machine gives no verdict, and is named', () => {
  expect(judge({ ...NEW, records: [] }, [unreached])).toEqual({
    verdict: 'no-verdict',
    reason: `the network, or a server in it, failed, which says nothing of Fleet: expected: it deploys; saw: ${REFUSED}`,
    observations: [unreached],
    witnesses: systemRoots.witnesses,
  });
});

test('what else is unmet beside a failure of the machine stays a regression', () => {
  const leaked = { ...met, met: false, saw: '1 requests with a token at the edge' };
  expect(judge({ ...NEW, records: [] }, [unreached, leaked])).toMatchObject({
    verdict: 'regression',
    reason: 'expected: it deploys; saw: 1 requests with a token at the edge',
  });
});

test('what a scenario brought about by itself does not excuse Fleet', () => {
  const expired = 'tls: failed to verify certificate: x509: certificate has expired or is not yet valid';
  const unskipped: Observation = { ...systemRoots, saw: expired, error: expired };
  const verdictOf = (observation: Observation, ownTroubles?: readonly OwnTrouble[]) =>
    judge({ ...NEW, records: [], ...(ownTroubles && { ownTroubles }) }, [observation]).verdict;
  expect(verdictOf(unskipped, ['dates'])).toBe('regression');
  expect(verdictOf(unskipped, ['network'])).toBe('no-verdict');
  expect(verdictOf(unreached, ['network'])).toBe('regression');
  expect(verdictOf(unreached, ['dates'])).toBe('no-verdict');
});

test('a record comes before the machine, and what merely tells of an error is none', () => {
  const known = { ...record, agent: '<99.0.0', reason: /connection refused/ };
  expect(judge({ ...NEW, records: [known] }, [unreached]).verdict).toBe('known-defect');
  expect(judge({ ...NEW, records: [] }, [{ ...systemRoots, saw: `left: ${REFUSED}` }]).verdict).toBe(
    'regression',
  );
});

test('the same failure without the record is a regression', () => {
  expect(judge({ ...OLD, records: [] }, [systemRoots])).toMatchObject({
    verdict: 'regression',
    reason: expect.stringContaining('failed to load system roots'),
  });
});

test('a covered pair that fails for another reason is a regression', () => {
  expect(judge({ ...OLD, records: [record] }, [unknownAuthority]).verdict).toBe('regression');
});

test('a record does not excuse a pair that it does not cover', () => {
  expect(judge({ ...NEW, records: [record] }, [systemRoots]).verdict).toBe('regression');
});

test('a record that covers a pair without the defect is out of date: fixed', () => {
  const wrong = { ...record, agent: '<99.0.0' };
  expect(judge({ ...NEW, records: [wrong] }, [met])).toMatchObject({
    verdict: 'fixed',
    reason: 'the record of rancher/fleet#3589 is out of date: deployed',
    record: wrong,
  });
});

test('a judgement says all that was seen, and what it rests on', () => {
  const seen: Observation[] = [
    { ...met, witnesses: [{ source: 'kubernetes', saw: 'Ready=True' }] },
    { ...met, saw: 'served', witnesses: [{ source: 'edge', saw: '1 request' }] },
  ];
  expect(judge({ ...NEW, records: [] }, seen)).toStrictEqual({
    verdict: 'holds',
    reason: 'deployed; served',
    observations: seen,
    witnesses: [
      { source: 'kubernetes', saw: 'Ready=True' },
      { source: 'edge', saw: '1 request' },
    ],
  });
});

test('a defect that shows only at times is not out of date where it does not show', () => {
  const race: DefectRecord = { ...record, agent: '<99.0.0', intermittent: true };
  expect(judge({ ...NEW, records: [race] }, [met]).verdict).toBe('holds');
  expect(judge({ ...NEW, records: [race] }, [systemRoots]).verdict).toBe('known-defect');
});

test('every failure needs its explanation: one that has none makes a regression of all', () => {
  expect(judge({ ...OLD, records: [record] }, [systemRoots, unknownAuthority])).toMatchObject({
    verdict: 'regression',
    reason: expect.stringContaining('unknown authority'),
  });
});

test('several records may explain several failures', () => {
  const other = { ...record, reason: /unknown authority/, issue: 'rancher/fleet#1' };
  expect(judge({ ...OLD, records: [record, other] }, [systemRoots, unknownAuthority]).verdict).toBe(
    'known-defect',
  );
});

test('whatever was observed, an unmet expectation never ends as holds or fixed, and met ones never as red', () => {
  const observation = fc.record({
    expected: fc.string(),
    met: fc.boolean(),
    saw: fc.oneof(fc.string(), fc.constant(systemRoots.saw)),
    witnesses: fc.constant<Observation['witnesses']>([]),
  });
  const versions = fc.constantFrom(OLD, NEW);
  fc.assert(
    fc.property(versions, fc.array(observation, { minLength: 1 }), fc.boolean(), (pair, seen, recorded) => {
      const { verdict } = judge({ ...pair, records: recorded ? [record] : [] }, seen);
      const allMet = seen.every(one => one.met);
      expect(['holds', 'fixed'].includes(verdict)).toBe(allMet);
    }),
  );
});
