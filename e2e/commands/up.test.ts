import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { writeKeptWorld } from '../keep/keptWorld.ts';
import { exampleWorld } from '../keep/world.fixture.ts';

const MAIN = fileURLToPath(new URL('../main.mjs', import.meta.url));

/** Calls the command with a world that is up by its file, and of which nothing is there. */
async function fleetTls(...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-tls-up-'));
  const world = exampleWorld(['op/index-public']);
  const worldDir = join(folder, 'cache', 'runs', world.id);
  mkdirSync(worldDir, { recursive: true });
  writeKeptWorld({ ...world, fleet: 'registry', handle: { ...world.handle, worldDir } });
  const { exitCode, stdout, stderr } = await execa(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: { FLEET_TLS_CACHE: join(folder, 'cache'), FLEET_TLS_CHARTS: '' },
    reject: false,
  });
  return {
    exitCode,
    lines: `${stdout}${stderr}`.split('\n').filter(line => line !== ''),
    runs: readdirSync(join(folder, 'cache', 'runs')),
  };
}

test.each([['run'], ['up']])(
  '%s in a world that is up and does not run any more ends with 2, one line that says why and what to do',
  async command => {
    const { exitCode, lines, runs } = await fleetTls(command, 'op/index-public');
    expect(lines).toEqual([
      expect.stringMatching(
        /^the world that is up \(1125-1605-a3f2\) is not what is asked for: (its container \S+ does not run any more|no Docker daemon answers .*)\. Add --fresh for a world of its own, or remove it with `fleet-tls down`$/,
      ),
    ]);
    expect(exitCode).toBe(2);
    expect(runs).toEqual(['1125-1605-a3f2']);
  },
  30_000,
);
