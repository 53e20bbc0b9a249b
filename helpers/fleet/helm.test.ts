import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contentOf, saysInstalled } from './helm.ts';

const chart = mkdtempSync(join(tmpdir(), 'ftls-chart-'));
writeFileSync(join(chart, 'Chart.yaml'), 'name: fleet');

test('what a release consists of changes with its values and with any file of its chart', () => {
  const values = { mode: 'strict' };
  const before = contentOf({ chart, values });
  expect(contentOf({ chart, values: { mode: 'strict' } })).toBe(before);
  expect(contentOf({ chart, values: { mode: 'system-store' } })).not.toBe(before);
  writeFileSync(join(chart, 'values.yaml'), '');
  expect(contentOf({ chart, values })).not.toBe(before);
});

test('a release counts as installed when it is deployed, and of just this content', () => {
  const says = (status: string, description: string) =>
    saysInstalled(JSON.stringify({ name: 'fleet', info: { status, description } }), 'fleet-tls-e2e 1');
  expect(says('deployed', 'fleet-tls-e2e 1')).toBe(true);
  expect(says('deployed', 'fleet-tls-e2e 2')).toBe(false);
  expect(says('pending-upgrade', 'fleet-tls-e2e 1')).toBe(false);
  expect(says('failed', 'Upgrade "fleet" failed: timed out waiting for the condition')).toBe(false);
  expect(saysInstalled('{}', 'fleet-tls-e2e 1')).toBe(false);
});
