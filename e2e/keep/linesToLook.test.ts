import { expect, test } from 'vitest';
import { linesToLook } from './linesToLook.ts';
import { exampleWorld } from './world.fixture.ts';

const IDS = [
  'op/index-public',
  'op/tarball-public',
  'op/exact-version',
  'op/tarball-private-ca',
  'op/ca-not-shared',
];
const { handle } = exampleWorld(['reg/strict-right-ca', ...IDS]);
const OLD = '0.12.4/0.12.4';

test('the lines of a regression come before those of known defects, and only the first few are told', async () => {
  const known = IDS.slice(0, -1).map(scenario => ({ scenario, pair: OLD, verdict: 'known-defect' as const }));
  const red = { scenario: 'op/ca-not-shared', pair: OLD, verdict: 'regression' as const };
  const lines = await linesToLook(handle, [...known, red]);
  const told = lines.flatMap(line => /^What (\S+) made with/.exec(line)?.[1] ?? []);
  expect(told).toEqual(['op/ca-not-shared', 'op/index-public', 'op/tarball-public', 'op/exact-version']);
  expect(lines).toContain(
    '1 more did not hold. The lines of one: npm run fleet-tls -- run op/tarball-private-ca --pair 0.12.4/0.12.4 --keep',
  );
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}npm run fleet-tls -- run op\/ca-not-shared +#/));
});

test('where all held there is the world alone to look at', async () => {
  const lines = await linesToLook(handle, []);
  expect(lines.slice(0, 4)).toEqual([
    '',
    'The world stays up. To look at it:',
    expect.stringMatching(/^ {2}export KUBECONFIG=/),
    '',
  ]);
  expect(lines.join('\n')).not.toContain('more did not hold');
});
