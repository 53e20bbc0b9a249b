import { expect, test } from 'vitest';
import { companies } from './companies.ts';
import type { CompanyFacts } from './facts.ts';
import { companyInWords, judgeCompany } from './judgeCompany.ts';

const [both, one] = companies as [(typeof companies)[number], (typeof companies)[number]];
const passed: CompanyFacts = { first: '0', second: '0', left: [], missing: [] };
const killed: CompanyFacts = { ...passed, first: 'SIGKILL', down: { status: '0', removed: 9 } };

test('two runs are as expected when both end with 0 and leave nothing', () => {
  expect(judgeCompany(both, passed)).toEqual([]);
  expect(judgeCompany(both, { ...passed, second: '3' })).toEqual(['the second ended with 3']);
  expect(judgeCompany(both, { ...passed, left: ['network a'], missing: ['volume b'] })).toEqual([
    'left behind: network a',
    'removed, though it is not theirs: volume b',
  ]);
});

test('`fleet-tls down` beside a run removes what a killed one left, and not the run', () => {
  expect(judgeCompany(one, killed)).toEqual([]);
  expect(judgeCompany(one, { ...killed, second: '3' })).toEqual(['the second ended with 3']);
  expect(judgeCompany(one, { ...killed, first: '0' })).toEqual(['the first ended with 0']);
  expect(judgeCompany(one, { ...killed, down: { status: '0', removed: 0 } })).toEqual([
    'fleet-tls down removed nothing of the first',
  ]);
  expect(judgeCompany(one, { ...killed, down: { status: '3', removed: 1 } })).toEqual([
    'fleet-tls down ended with 3',
  ]);
});

test('what was seen of both is told in one line', () => {
  expect(companyInWords(passed)).toBe('the first ended with 0, the second with 0; nothing left');
  expect(companyInWords({ ...killed, left: ['a'] })).toBe(
    'the first ended with SIGKILL, the second with 0; `fleet-tls down` removed 9; 1 left',
  );
});
