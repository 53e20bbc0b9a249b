import { expect, test } from 'vitest';
import { goAdvisories, npmAdvisories, openEnds } from './advisories.ts';
import { explained } from './explained.ts';

const npm = JSON.stringify({
  auditReportVersion: 2,
  vulnerabilities: {
    ssh2: {
      via: [
        { title: 'It leaks', url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc', severity: 'high' },
      ],
    },
    dockerode: { via: ['ssh2'] },
  },
});

test('an advisory of npm is told once, by the package that has it', () => {
  expect(npmAdvisories(npm)).toEqual([{ id: 'GHSA-aaaa-bbbb-cccc', where: 'ssh2', title: 'It leaks' }]);
  expect(npmAdvisories('{"vulnerabilities":{}}')).toEqual([]);
});

test('of a Go module counts what programs import, and not what it has besides', () => {
  const result = (ruleId: string, level: string) => ({ ruleId, level, message: { text: 'It leaks' } });
  const sarif = JSON.stringify({
    runs: [{ results: [result('GO-1', 'note'), result('GO-2', 'warning'), result('GO-3', 'error')] }],
  });
  expect(goAdvisories(sarif, 'etcd').map(({ id }) => id)).toEqual(['GO-3']);
  expect(goAdvisories('{"runs":[{}]}', 'etcd')).toEqual([]);
});

test('a database that does not answer is no absence of advisories', () => {
  expect(() => npmAdvisories('{"message":"405 Method Not Allowed"}')).toThrow('405 Method Not Allowed');
  for (const silence of ['', '{}', 'null', '{"runs":[]}']) {
    expect(() => npmAdvisories(silence)).toThrow(expect.objectContaining({ code: 'supply-unavailable' }));
    expect(() => goAdvisories(silence, 'x')).toThrow(expect.objectContaining({ code: 'supply-unavailable' }));
  }
});

test('what is explained is not told, and an explanation of what is no more is', () => {
  const found = [{ id: 'a', where: 'w', title: 't' }];
  expect(openEnds(found, [{ id: 'a', why: 'never called' }])).toEqual({ unexplained: [], outOfDate: [] });
  const gone = { id: 'b', why: 'never called' };
  expect(openEnds(found, [gone])).toEqual({ unexplained: found, outOfDate: [gone] });
});

test('every explanation says why', () => {
  for (const { id, why } of explained) {
    expect(id).toMatch(/^(GHSA|GO)-/);
    expect(why.length).toBeGreaterThan(20);
  }
});
