import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Release } from '../../helpers/fleet/release.ts';
import { releasePrints } from './releasePrint.ts';

test('the print of a release changes with any file of its charts', () => {
  const [crd, fleet, agent] = ['crd', 'fleet', 'agent'].map(name =>
    mkdtempSync(join(tmpdir(), `ftls-${name}-`)),
  );
  const release = {
    version: '0.16.1',
    standin: false,
    charts: { crd, fleet, agent },
    controller: { reference: 'fleet:1', digest: 'sha256:1' },
    agent: { reference: 'fleet-agent:1', digest: 'sha256:2' },
  } as Release;
  const before = releasePrints([release]);
  expect(before['0.16.1']).toMatchObject({ controllerDigest: 'sha256:1', agentImage: 'fleet-agent:1' });
  expect(releasePrints([release])).toEqual(before);
  writeFileSync(join(agent ?? '', 'values.yaml'), 'a: 1');
  expect(releasePrints([release])['0.16.1']?.charts).not.toBe(before['0.16.1']?.charts);
});
