import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { writeKeptWorld } from './keep/keptWorld.ts';
import { exampleWorld } from './keep/world.fixture.ts';

/** Each starts vitest, which takes a moment, and a busy machine takes several for it. */
const PATIENTLY = { timeout: 120_000 };

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Starts vitest by itself, as an IDE does, with a cache of its own and no Docker. */
async function playOne({ worldUp }: { worldUp: boolean }) {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-tls-ide-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const world = exampleWorld(['op/index-public']);
  const worldDir = join(folder, 'cache', 'runs', world.id);
  if (worldUp) {
    mkdirSync(worldDir, { recursive: true });
    writeKeptWorld({ ...world, fleet: 'registry', handle: { ...world.handle, worldDir } });
  }
  const { exitCode, all } = await execa('vitest', ['run', '--project', 'e2e', '-t', 'op/index-public'], {
    cwd: ROOT,
    env: {
      FLEET_TLS_CACHE: join(folder, 'cache'),
      FLEET_TLS_RESULTS: join(folder, 'results'),
      FLEET_TLS_CHARTS: '',
      DOCKER_HOST: `unix://${join(folder, 'no-docker')}`,
      NO_COLOR: '1',
    },
    preferLocal: true,
    localDir: ROOT,
    reject: false,
    all: true,
  });
  return { exitCode, all, left: readdirSync(folder, { recursive: true }).filter(path => path !== 'cache') };
}

test(
  'vitest by itself makes no cluster where no world is up: it fails, and says how to bring one up',
  PATIENTLY,
  async () => {
    const { exitCode, all, left } = await playOne({ worldUp: false });
    expect(all).toContain(
      'no world is up that these tests could be played in. ' +
        'Bring one up with `npm run fleet-tls -- up op/index-public`',
    );
    expect(exitCode).toBe(1);
    expect(left).toEqual(['cache/runs']);
  },
);

test('vitest by itself says why the world that is up is none to play in', PATIENTLY, async () => {
  const { exitCode, all } = await playOne({ worldUp: true });
  expect(all).toMatch(
    /Error: the world that is up \(1125-1605-a3f2\) is not what is asked for: no Docker daemon/,
  );
  expect(exitCode).toBe(1);
});
