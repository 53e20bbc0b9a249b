import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { FLEET_API } from '../../helpers/fleet/places.ts';
import type { ClusterObject } from '../../helpers/kube/cluster.fixture.ts';
import type { Context } from '../../helpers/process/context.ts';
import { HarnessError } from '../../helpers/process/errors.ts';
import { EventProgress, type ProgressEvent } from '../../helpers/process/progress.ts';
import { refusesRegistration, scenario, strictWorld } from '../../scenarios/vocabulary/index.ts';
import { type Found, sceneOf } from '../observe/scene.fixture.ts';
import type { World } from '../world/world.ts';
import { enter, unplayed } from './enter.ts';
import { play } from './play.ts';
import type { Scene } from './scene.ts';

const UNKNOWN = /unknown authority/;
const DECLARED = {
  story: '',
  source: [],
  tier: 'core',
  world: strictWorld,
  expect: [refusesRegistration(UNKNOWN)],
} as const;
const PLAIN = scenario('reg/plain', DECLARED);
const CONTROLLED = scenario('reg/plain', { ...DECLARED, accepts: { mode: 'system-store' } });

const REFUSED: Found = { outcome: { word: { refusal: 'x509: certificate signed by unknown authority' } } };
const REGISTERED: Found = { outcome: { registered: true, word: { success: 'registered' } } };

const POD: ClusterObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'fleet-agent-0', namespace: 'p1-reg-plain-agent' },
  spec: { containers: [{ name: 'agent' }] },
  status: { containerStatuses: [{ name: 'agent', restartCount: 1 }] },
};
const LOGS = {
  'p1-reg-plain-agent/fleet-agent-0': 'refused',
  'p1-reg-plain-agent/fleet-agent-0/agent': 'refused',
  'p1-reg-plain-agent/fleet-agent-0/agent/previous': 'refused before',
};
const DOWNSTREAM: Found = { downstream: { objects: [POD], logs: LOGS } };

let folder: string;
let events: ProgressEvent[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'play-'));
  events = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function context(resultsDir = join(folder, 'results')): Context {
  const progress = new EventProgress(event => events.push(event));
  return { resultsDir, progress, signal: new AbortController().signal } as unknown as Context;
}

/** A scene in a world that does nothing but be there. */
function scene(of: typeof PLAIN, found: Found, { resultsDir }: { resultsDir?: string } = {}): Scene {
  const made = sceneOf(of, { ...DOWNSTREAM, ...found });
  const world = { ...made.world, adapter: { helmOpKind: 'HelmOp' }, leave: async () => {} };
  return { ...made, world: world as unknown as World, context: context(resultsDir) };
}

const filesIn = (path: string) =>
  readdirSync(join(folder, 'results', path), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(join(folder, 'results', path).length + 1))
    .toSorted();

const AROUND = ['config-maps.json', 'events.txt', 'fleet.json', 'versions.json', 'workloads.json'];
const WITNESSES = ['agent.log', 'edge.json', 'fleet.json'];
const EVIDENCE = 'evidence/0.16.1-0.16.1/reg/plain';

describe('the evidence of a scenario', () => {
  test('is what its witnesses say where it is green', async () => {
    const played = scene(PLAIN, REFUSED);
    const { verdict, evidence } = await play(played.context, played);
    expect([verdict, evidence]).toEqual(['holds', EVIDENCE]);
    expect(filesIn(EVIDENCE)).toEqual(WITNESSES);
    expect(readFileSync(join(folder, 'results', EVIDENCE, 'agent.log'), 'utf8')).toBe('refused');
  });

  test('is all that there is to see on its clusters where it is not, and what failed is told there', async () => {
    const played = scene(PLAIN, REGISTERED);
    const { verdict, evidence } = await play(played.context, played);
    expect([verdict, evidence]).toEqual(['regression', EVIDENCE]);
    const logs = ['agent.log', 'agent.previous.log'].map(
      log => `downstream-d1/logs/p1-reg-plain-agent/fleet-agent-0.${log}`,
    );
    expect(filesIn(EVIDENCE)).toEqual(
      [
        ...[...WITNESSES, ...logs, 'certificates.txt', 'not-collected.txt'],
        ...AROUND.flatMap(file => [`upstream-u1/${file}`, `downstream-d1/${file}`]),
      ].toSorted(),
    );
    const told = readFileSync(join(folder, 'results', EVIDENCE, 'not-collected.txt'), 'utf8');
    // There is no edge, and the releases of the world are not known.
    expect(told).toMatch(/^certificates\.txt, p1-reg-plain\.up, https:\/\/edge:10001: asking .* failed/m);
    expect(told).toMatch(/^versions\.json: /m);
  });

  test('tells which cluster did not answer, and the verdict stands', async () => {
    const played = scene(PLAIN, REGISTERED);
    played.world.upstream.list = () => Promise.reject(new Error('connect ECONNREFUSED'));
    const { verdict, reason } = await play(played.context, played);
    expect([verdict, reason]).toEqual(['regression', expect.stringContaining('the agent registered')]);
    expect(filesIn(EVIDENCE)).toContain('downstream-d1/workloads.json');
    const told = readFileSync(join(folder, 'results', EVIDENCE, 'not-collected.txt'), 'utf8');
    for (const file of ['fleet.json', ...AROUND.map(name => `upstream-u1/${name}`)])
      expect(told).toContain(`${file}: connect ECONNREFUSED\n`);
  });

  test('holds what the scenario made, and asks for no kind that its Fleet may not know', async () => {
    const made = {
      apiVersion: FLEET_API,
      kind: 'HelmOp',
      metadata: { name: 'p1-reg-plain-charts', namespace: 'ws' },
    };
    const played = scene(PLAIN, { ...REFUSED, upstream: { objects: [made] } });
    played.done.helmOps.push({ name: made.metadata.name, act: {} as never, step: 0 });
    const { upstream } = played.world;
    const { list } = upstream;
    upstream.list = kind =>
      kind.kind === 'GitRepo' ? Promise.reject(new Error('unknown kind')) : list(kind);
    upstream.remove = async () => {};
    await play(played.context, played);
    const told = JSON.parse(readFileSync(join(folder, 'results', EVIDENCE, 'fleet.json'), 'utf8'));
    expect(told).toEqual([made]);
    expect(filesIn(EVIDENCE)).toEqual(WITNESSES);
  });

  test('is completed where the verdict changed for its control', async () => {
    const played = scene(CONTROLLED, REFUSED);
    const { verdict, evidence } = await play(played.context, played);
    expect([verdict, evidence]).toEqual(['no-verdict', EVIDENCE]);
    expect(filesIn(EVIDENCE)).toEqual(expect.arrayContaining([...WITNESSES, 'upstream-u1/events.txt']));
  });

  test('that cannot be written is told, and the verdict stands', async () => {
    writeFileSync(join(folder, 'taken'), '');
    const played = scene(PLAIN, REGISTERED, { resultsDir: join(folder, 'taken') });
    const facts = await play(played.context, played);
    expect(facts.verdict).toBe('regression');
    expect(facts).not.toHaveProperty('evidence');
    expect(events).toMatchObject([
      {
        kind: 'warned',
        line: expect.stringMatching(/^the evidence of reg\/plain with 0\.16\.1\/0\.16\.1 could not/),
      },
    ]);
  });
});

describe('a world that does not come up', () => {
  const { pair, phase } = sceneOf(PLAIN).world;
  const at = { run: { upstreams: {} }, cleared: Promise.resolve(), pair, phase };
  const failing = (failure: unknown) => ({ enter: () => Promise.reject(failure) }) as never;

  test('gives its scenarios no verdict, with the reason, and what cannot be seen of it is told', async () => {
    const failure = new HarnessError('install-failed', {
      message: 'helm could not install fleet',
      cure: 'Look',
    });
    const entered = await enter(context(), failing(failure), at);
    if (!('failure' in entered)) throw new Error('it came up');
    expect(unplayed({ scenario: 'reg/plain', pair: pair.id }, entered)).toMatchObject({
      verdict: 'no-verdict',
      reason: 'helm could not install fleet. Look',
      witnesses: [],
    });
    expect(events).toMatchObject([{ kind: 'warned' }]);
  });

  test('is one that holds what an earlier run left, and is not entered', async () => {
    const failure = new HarnessError('world-unusable', { message: 'it is not clear', cure: 'Remove it' });
    const cleared = Promise.reject(failure);
    const entering = enter(context(), failing(new Error('it was entered')), { ...at, cleared });
    expect(await entering).toMatchObject({ failure: { line: 'it is not clear. Remove it' } });
  });

  test('is no verdict where the run was interrupted', async () => {
    const failure = new HarnessError('interrupted', { message: 'interrupted', cure: 'Again' });
    await expect(enter(context(), failing(failure), at)).rejects.toBe(failure);
  });
});
