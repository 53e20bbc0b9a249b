import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { newIn } from './look.ts';
import { environmentOf, type Room } from './room.ts';
import { thingsOf } from './things.ts';

let room: Room;
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'ftls-room-'));
  const [cache, results, tmp] = ['cache', 'results', 'tmp'].map(name => join(folder, name)) as [
    string,
    string,
    string,
  ];
  room = { folder, cache, results, tmp, artefacts: join(folder, 'artefacts') };
  for (const made of [cache, results, tmp, room.artefacts, join(cache, 'docker')]) mkdirSync(made);
});

test('a process that was started in a room is found, until it ends', async () => {
  const before = thingsOf(room);
  const left = spawn('sleep', ['60'], { env: environmentOf(room) });
  await once(left, 'spawn');
  expect(newIn(before, thingsOf(room))).toContain(`process sleep 60 (${left.pid})`);
  left.kill();
  await once(left, 'exit');
  expect(newIn(before, thingsOf(room))).toEqual([]);
});

test('what a run has in its cache and among temporary files is found, and half made artefacts; the results may stay', () => {
  const before = thingsOf(room);
  const { cache, results, tmp, artefacts } = room;
  for (const folder of [
    join(cache, 'runs', '1125-2230-abcd'),
    join(results, '1125-2230-abcd'),
    join(tmp, 'kind-1'),
  ])
    mkdirSync(folder, { recursive: true });
  for (const file of ['edge.lock', 'edge-0123456789ab', 'kind-0123456789ab.part'])
    writeFileSync(join(artefacts, file), '');
  for (const file of ['daemon.json', 'dockerd.log', 'oci-runtime'])
    writeFileSync(join(cache, 'docker', file), '');
  expect(newIn(before, thingsOf(room)).toSorted()).toEqual(
    [
      `${cache}/docker/daemon.json`,
      `${cache}/runs/1125-2230-abcd`,
      `${tmp}/kind-1`,
      'edge.lock',
      'kind-0123456789ab.part',
    ].map(name => `file ${name}`),
  );
});
