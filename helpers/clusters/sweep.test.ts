import { expect, test } from 'vitest';
import { deadThings, type RunThing } from './sweep.ts';

function things(run: string, owner = '1:1'): RunThing[] {
  return [
    { kind: 'network', name: `ftls-${run}`, run, owner },
    { kind: 'container', name: `ftls-${run}-edge`, run, owner: '' },
    { kind: 'container', name: `ftls-${run}-upstream-control-plane`, run: '', owner: '' },
    { kind: 'image', name: 'sha256:1', run, owner: '' },
  ];
}

const nobody = () => false;

test('all that a dead run left is dead, kind nodes without our label too', () => {
  expect(deadThings(things('gone'), [], nobody)).toEqual(things('gone'));
});

test('nothing of a run with a living ledger is', () => {
  expect(deadThings([...things('gone'), ...things('lives')], ['lives'], nobody)).toEqual(things('gone'));
});

test('nothing of a run whose network names a living process is, whoever holds its ledger', () => {
  const all = [...things('gone', '7:70'), ...things('lives', '8:80')];
  expect(deadThings(all, [], owner => owner === '8:80')).toEqual(things('gone', '7:70'));
});

test('a dead run whose id begins like a living one is swept', () => {
  expect(deadThings(things('ab'), ['a'], nobody)).toEqual(things('ab'));
});
