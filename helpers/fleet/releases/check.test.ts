import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { checkCharts } from './check.ts';

const { signal } = new AbortController();

function chartFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'charts-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const name of ['fleet-crd', 'fleet', 'fleet-agent']) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'Chart.yaml'), `name: ${name}\nappVersion: v0.16.1\n`);
  }
  writeFileSync(
    join(folder, 'fleet', 'values.yaml'),
    'image: {repository: a/fleet, tag: "1"}\nagentImage: {repository: a/agent, tag: "1"}\n',
  );
  return folder;
}

test('without a daemon the charts are looked at, and it is said that their images were not', async () => {
  const [check] = await checkCharts([chartFolder()], { daemonAnswers: false, signal });
  expect(check).toMatchObject({
    state: 'warning',
    found: '0.16.1: a/fleet:1, a/agent:1',
    cure: expect.stringContaining('its images were not looked at'),
  });
});

test('a folder that holds none of its charts is missing, and says so', async () => {
  const [check] = await checkCharts([tmpdir()], { daemonAnswers: true, signal });
  expect(check).toMatchObject({ state: 'missing', found: expect.stringContaining('holds no Chart.yaml') });
});
