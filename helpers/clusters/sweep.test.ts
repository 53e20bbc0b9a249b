import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { deadThings, isOurs, isWorldElsewhere, type RunThing } from './sweep.ts';

function things(run: string, owner = '1:1'): RunThing[] {
  return [
    { kind: 'network', name: `ftls-${run}`, run, owner, folder: '' },
    { kind: 'container', name: `ftls-${run}-edge`, run, owner: '', folder: '' },
    { kind: 'container', name: `ftls-${run}-upstream-control-plane`, run: '', owner: '', folder: '' },
    { kind: 'image', name: 'sha256:1', run, owner: '', folder: '' },
  ];
}

type Named = Pick<RunThing, 'run' | 'folder'>;

const nobody = () => false;

test('all that a dead run left is dead, kind nodes without our label too', () => {
  expect(deadThings(things('gone'), [], nobody)).toEqual(things('gone'));
});

test('nothing of a run with a living ledger is', () => {
  expect(deadThings([...things('gone'), ...things('lives')], ['lives'], nobody)).toEqual(things('gone'));
});

test('nothing of a run whose network names a living process is, whoever holds its ledger', () => {
  const all = [...things('gone', '7:70'), ...things('lives', '8:80')];
  expect(deadThings(all, [], ({ owner }) => owner === '8:80')).toEqual(things('gone', '7:70'));
});

test('a dead run whose id begins like a living one is swept', () => {
  expect(deadThings(things('ab'), ['a'], nobody)).toEqual(things('ab'));
});

test('a world that is up and of none of the runs of this cache is one of elsewhere, as another user has one', () => {
  const theirs = mkdtempSync(join(tmpdir(), 'fleet-tls-runs-'));
  onTestFinished(() => rmSync(theirs, { recursive: true }));
  const [up, over] = ['up', 'over'].map(run => ({ run, folder: join(theirs, run) })) as [Named, Named];
  for (const { folder } of [up, over]) mkdirSync(folder);
  writeFileSync(join(up.folder, 'world.json'), '{}');
  expect(isWorldElsewhere(up, ['mine'])).toBe(true);
  expect(isWorldElsewhere(up, ['mine', 'up'])).toBe(false);
  expect(isWorldElsewhere(over, ['mine'])).toBe(false);
  expect(isWorldElsewhere({ run: 'up', folder: '' }, [])).toBe(false);
});

test.each([
  [
    'a container of a run',
    { run: 'ab', image: 'fleet-tls-e2e/edge:1', recipe: 'edge', state: 'running' },
    true,
  ],
  ["a node of a run's cluster", { cluster: 'ftls-ab-upstream', image: 'fleet-tls-e2e/node:1' }, true],
  ["a node of another's cluster", { cluster: 'mine', image: '61ccf5012b8f', recipe: 'node' }, false],
  ['a step of a build that Docker died of', { image: '61ccf5012b8f', recipe: 'base' }, true],
  ['a step of a build under way', { image: '61ccf5012b8f', recipe: 'base', state: 'running' }, false],
  ['what somebody made of our image', { image: 'fleet-tls-e2e/base:1', recipe: 'base' }, false],
  ['a step of a build of somebody', { image: '61ccf5012b8f' }, false],
])('%s, as Docker lists it (%o): whether it is swept is %s', (_, listed, ours) => {
  const nothing = { name: 'n', run: '', cluster: '', recipe: '', state: 'exited' };
  expect(isOurs({ ...nothing, ...listed })).toBe(ours);
});
