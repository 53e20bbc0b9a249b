import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readChartFolder } from './chartFolder.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'charts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function writeCharts(files: Record<string, string>): void {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
}

const SOUND = {
  'fleet-crd/Chart.yaml': 'name: fleet-crd\n',
  'fleet-agent/Chart.yaml': 'name: fleet-agent\n',
  'fleet/Chart.yaml': 'name: fleet\nappVersion: v0.16.1\n',
  'fleet/values.yaml':
    'image: {repository: rancher/fleet, tag: v0.16.1}\nagentImage: {repository: rancher/fleet-agent, tag: v0.16.1}\n',
};

test('the version is the appVersion, and the images are those that the values name', () => {
  writeCharts(SOUND);
  expect(readChartFolder(folder)).toMatchObject({
    version: '0.16.1',
    images: { controller: 'rancher/fleet:v0.16.1', agent: 'rancher/fleet-agent:v0.16.1' },
  });
});

test('a version that is given with the folder wins', () => {
  writeCharts(SOUND);
  expect(readChartFolder(`0.17.0-rc.1=${folder}`).version).toBe('0.17.0-rc.1');
  writeCharts({ 'fleet/Chart.yaml': 'name: fleet\nappVersion: 0.0.0\n' });
  expect(readChartFolder(`0.17.0-rc.1=${folder}`).version).toBe('0.17.0-rc.1');
});

test.each([
  ['no chart at all', {}, /holds no Chart.yaml/],
  ['no appVersion', { ...SOUND, 'fleet/Chart.yaml': 'name: fleet\n' }, /no appVersion/],
  [
    'an appVersion that is no version',
    { ...SOUND, 'fleet/Chart.yaml': 'name: fleet\nappVersion: dev\n' },
    /"dev" is not a Fleet version/,
  ],
  [
    'the version of a branch',
    { ...SOUND, 'fleet/Chart.yaml': 'name: fleet\nappVersion: 0.0.0\n' },
    /say 0\.0\.0, as those of a branch do/,
  ],
  [
    'the version of a build of a branch',
    { ...SOUND, 'fleet/Chart.yaml': 'name: fleet\nappVersion: 0.0.0-dev+a1b2c3\n' },
    /say 0\.0\.0-dev\+a1b2c3, as/,
  ],
  ['values that are no mapping', { ...SOUND, 'fleet/values.yaml': 'nothing' }, /holds no mapping/],
  ['values without an image', { ...SOUND, 'fleet/values.yaml': 'image: {}\n' }, /name no image/],
  ['broken YAML', { ...SOUND, 'fleet/Chart.yaml': ': [' }, /cannot be read/],
])('a folder with %s is refused in one line', (_, files, message) => {
  writeCharts(files as Record<string, string>);
  expect(() => readChartFolder(folder)).toThrow(message);
});
