import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { chooseFaults } from './choose.ts';
import { faults } from './faults.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

test('all faults are chosen where none is named, else those that are, in the order in which they are played', () => {
  expect(chooseFaults([])).toEqual(faults);
  expect(chooseFaults(['edge-down', 'dns-down', 'edge-down']).map(({ name }) => name)).toEqual([
    'dns-down',
    'edge-down',
  ]);
});

test('a name that no fault has is told with the one that was meant, and those that there are', () => {
  expect(() => chooseFaults(['dns-dwn'])).toThrow('there is no fault "dns-dwn"');
});

test.each([
  [['dns-dwn'], 'there is no fault "dns-dwn". Did you mean dns-down? Known are: upstream-api-restarted, '],
  [
    ['--quite'],
    "unknown option '--quite'. Did you mean --quiet? `npm run faults -- --help` says what there is",
  ],
])('wrong use ends with 2 and one line: %j', (args, line) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });
  expect({ status, stdout, lines: stderr.split('\n').length }).toEqual({ status: 2, stdout: '', lines: 2 });
  expect(stderr).toContain(line);
});
