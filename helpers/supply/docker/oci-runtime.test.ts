import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { assert, constantFrom, property, shuffledSubarray } from 'fast-check';
import { beforeAll, expect, test } from 'vitest';

const WRAPPER = fileURLToPath(new URL('./oci-runtime.sh', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'ftls-oci-'));
const env = { ...process.env, PATH: `${folder}/bin:${process.env.PATH}` };

beforeAll(() => {
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin/runc'), '#!/bin/sh\nprintf "%s\\n" "$@"\nexit $RUNC_STATUS\n');
  chmodSync(join(folder, 'bin/runc'), 0o755);
});

/** Hands `spec` to the wrapper as a bundle's config and gives what runc would find. */
function throughCreate(spec: unknown, indent?: number): unknown {
  const config = join(folder, 'config.json');
  writeFileSync(config, JSON.stringify(spec, null, indent));
  execFileSync('sh', [WRAPPER, '--root', '/r', 'create', '--bundle', folder, '--pid-file', 'p', 'id'], {
    env,
  });
  return JSON.parse(readFileSync(config, 'utf8'));
}

const specWith = (bounding: readonly string[], effective: readonly string[]) => ({
  process: { args: ['sh'], capabilities: { bounding, effective, ambient: [] }, env: ['A={"x":1}'] },
});
const without = (names: readonly string[]) => names.filter(name => name !== 'CAP_SYS_RESOURCE');

test('create takes CAP_SYS_RESOURCE out of every set, wherever it stands, and nothing else', () => {
  const names = ['CAP_CHOWN', 'CAP_SYS_RESOURCE', 'CAP_SYS_ADMIN', 'CAP_KILL'];
  assert(
    property(
      shuffledSubarray(names),
      shuffledSubarray(names),
      constantFrom(undefined, 1),
      (bounding, effective, indent) => {
        const spec = specWith(bounding, effective);
        expect(throughCreate(spec, indent)).toEqual(specWith(without(bounding), without(effective)));
      },
    ),
    { numRuns: 12 },
  );
}, 30_000);

test('the same words outside the capabilities are left alone', () => {
  const args = ['capsh', '--drop', 'CAP_SYS_RESOURCE', '"capabilities":{["CAP_SYS_RESOURCE"]}'];
  const spec = { process: { args, capabilities: { bounding: ['CAP_KILL'] } } };
  expect(throughCreate(spec)).toEqual(spec);
});

test('exec takes it out of the process file', () => {
  const file = join(folder, 'process.json');
  writeFileSync(
    file,
    JSON.stringify({ capabilities: { bounding: ['CAP_KILL', 'CAP_SYS_RESOURCE'] }, args: ['create'] }),
  );
  execFileSync('sh', [WRAPPER, 'exec', '--process', file, 'id'], { env });
  expect(JSON.parse(readFileSync(file, 'utf8')).capabilities).toEqual({ bounding: ['CAP_KILL'] });
});

test('every command reaches runc with its arguments and its exit status', () => {
  const args = ['--log', 'a b', 'delete', '--force', 'id'];
  const answer = spawnSync('sh', [WRAPPER, ...args], { env: { ...env, RUNC_STATUS: '7' }, encoding: 'utf8' });
  expect(answer.stdout.split('\n').slice(0, -1)).toEqual(args);
  expect(answer.status).toBe(7);
});

test('a bundle that cannot be read fails instead of starting a container with the capability', () => {
  const answer = spawnSync('sh', [WRAPPER, 'create', '--bundle', join(folder, 'nowhere'), 'id'], {
    env,
    encoding: 'utf8',
  });
  expect(answer.status).not.toBe(0);
  expect(answer.stdout).toBe('');
});

test('what cannot be read or written leaves nothing behind', () => {
  const bundle = mkdtempSync(join(folder, 'bundle-'));
  const answer = spawnSync('sh', [WRAPPER, 'create', '--bundle', bundle, 'id'], { env, encoding: 'utf8' });
  expect(answer.status).not.toBe(0);
  expect(readdirSync(bundle)).toEqual([]);
});
