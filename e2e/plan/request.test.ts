import { expect, test } from 'vitest';
import { defaultRunOptions } from '../options.ts';
import { checkRequest } from './request.ts';

const options = defaultRunOptions();

test('what is asked for by default can be', () => {
  expect(() => checkRequest(options)).not.toThrow();
});

test('pairs of the stand-in can be asked for, also as mutants of it', () => {
  for (const pair of ['standin:0.16/standin:0.12', 'standin:0.12+crash-loop/standin:0.12+crash-loop']) {
    expect(() => checkRequest({ ...options, pair: [pair] })).not.toThrow();
  }
});

test.each([
  ['a pair that is none', { pair: ['0.16.1'] }, '"0.16.1" is not a pair'],
  ['a version that is none', { pair: ['latest/0.12.4'] }, '"latest" is not a Fleet version'],
  [
    'a stand-in that there is not',
    { fleet: 'standin' as const, pair: ['standin:0.14/standin:0.12'] },
    'no release standin:0.14',
  ],
  [
    'a mutant that there is not',
    { pair: ['standin:0.16+crash-lop/standin:0.16+crash-lop'] },
    'there is no mutant "crash-lop"',
  ],
  [
    'a mutant of a stand-in that there is not',
    { pair: ['standin:0.14+crash-loop/standin:0.14+crash-loop'] },
    'no release standin:0.14+crash-loop',
  ],
  [
    'a mutant with a stand-in that is none',
    { pair: ['standin:0.16+crash-loop/standin:0.16'] },
    'pairs two mutants, or one with none',
  ],
  ['a role that there is not', { fleet: 'standin' as const, pairs: ['older'] }, 'there is no pair "older"'],
  ['local Fleet without charts', { fleet: 'local' as const }, 'no charts were given'],
  ['charts that are none', { charts: ['/nowhere'] }, "is no folder of Fleet's charts"],
])('%s is refused before anything starts', (_, change, message) => {
  expect(() => checkRequest({ ...options, ...change })).toThrow(message);
});
