import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { type Context, RUN_LABEL } from '../process/context.ts';
import { Ledger } from '../process/ledger.ts';
import { EventProgress } from '../process/progress.ts';
import { RETRIES } from '../process/retries.ts';
import { run } from '../process/run.ts';
import type { ClusterSpec } from './cluster.ts';
import { createClusters } from './create.ts';
import { dockerLines } from './docker.ts';
import { kubeconfigFiles } from './kubeconfig.ts';
import { clusterName, isOfRun, KIND_CLUSTER_LABEL, nodeName } from './names.ts';
import { createRunNetwork, markInUse, removeNetwork } from './network.ts';
import { deadThings, findRunThings, ownerLives, removeThings } from './sweep.ts';

// A script in the place of kind, which makes the containers that kind would make, in an order of the test's choice.
const IMAGE = 'ftls-test/empty:1';
const runId = `t${process.pid}`;
let folder: string;
let context: Context;
let interrupt: AbortController;

beforeAll(async () => {
  const { stdout } = await run('docker', ['image', 'ls', '--quiet', IMAGE]);
  if (stdout === '') await run('sh', ['-c', `tar -c -T /dev/null | docker import - ${IMAGE}`]);
});

afterAll(async () => {
  await dockerLines(['image', 'rm', IMAGE]);
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ftls-create-'));
  interrupt = new AbortController();
  context = {
    runId,
    resultsDir: folder,
    privateDir: folder,
    cacheDir: folder,
    signal: interrupt.signal,
    progress: new EventProgress(() => {}),
    ledger: new Ledger(join(folder, 'ledger.json'), runId),
  };
});

afterEach(async () => {
  await context.ledger.undoAll();
  rmSync(folder, { recursive: true, force: true });
});

function fakeKind(script: string): string {
  const file = join(folder, 'kind');
  // $1 is the cluster's name; kind is called as: create cluster --name NAME ...
  writeFileSync(file, `#!/bin/sh\nset -- "$4"\ncat >/dev/null\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

const makeNodeIn = (network: string) =>
  `docker create --name $1-control-plane --label ${KIND_CLUSTER_LABEL}=$1 --network ${network} ${IMAGE} x >/dev/null`;
const makeNode = makeNodeIn('bridge');

/** What kind does last, for a cluster of this role. */
function makeKubeconfig(role: string): string {
  const made = join(folder, 'made');
  writeFileSync(made, stringify({ clusters: [{ name: 'c', cluster: { server: 'https://127.0.0.1:1' } }] }));
  return `cp ${made} ${kubeconfigFiles(folder, role).own}`;
}

function specs(...roles: string[]): ClusterSpec[] {
  return roles.map(role => ({ role, nodeImage: { ref: IMAGE, ownPodNetwork: true } }));
}

async function leftOf(id: string): Promise<string[]> {
  return (await findRunThings()).map(({ name }) => name).filter(name => name.includes(`ftls-${id}`));
}

test('an interruption leaves nothing, not even the container whose creation was under way', async () => {
  const kind = fakeKind(`(sleep 1.5; ${makeNode}) & wait`);
  const network = await createRunNetwork(context);
  const creation = createClusters(context, specs('up', 'down'), { kind, network });
  const outcome = creation.catch((error: unknown) => error);
  await delay(700);
  interrupt.abort();
  expect(await outcome).toMatchObject({ code: 'interrupted' });
  expect(await context.ledger.undoAll()).toEqual([]);
  await delay(2_000); // longer than the orphan needs
  expect(await leftOf(runId)).toEqual([]);
});

test('when one of two clusters fails, both are removed and the cause is told', async () => {
  const kind = fakeKind(
    `${makeNode}\ncase $1 in *-down) echo 'ERROR: no space left on device' >&2; exit 1;; esac\nexec sleep 60`,
  );
  const network = await createRunNetwork(context);
  await expect(createClusters(context, specs('up', 'down'), { kind, network })).rejects.toMatchObject({
    code: 'disk-full',
    message: expect.stringContaining(clusterName(runId, 'down')),
  });
  expect(await leftOf(runId)).toEqual([network]);
});

test('a node that kind says never became ready is a failure although kind ends well', async () => {
  const kind = fakeKind(`${makeNode}\necho ' • WARNING: Timed out waiting for Ready' >&2`);
  const network = await createRunNetwork(context);
  await expect(createClusters(context, specs('up'), { kind, network })).rejects.toMatchObject({
    code: 'cluster-failed',
    message: expect.stringContaining('did not become ready'),
  });
});

test('a cluster of that name which is not ours is refused and left alone', async () => {
  const name = clusterName(runId, 'up');
  await dockerLines([
    'create',
    '--name',
    nodeName(name),
    '--label',
    `${KIND_CLUSTER_LABEL}=${name}`,
    IMAGE,
    'x',
  ]);
  try {
    const creation = createClusters(context, specs('up'), { kind: fakeKind('exit 1'), network: 'none' });
    await expect(creation).rejects.toMatchObject({ code: 'name-taken', cure: expect.stringContaining(name) });
    await context.ledger.undoAll();
    expect(await leftOf(runId)).toEqual([nodeName(name)]);
  } finally {
    await dockerLines(['rm', nodeName(name)]);
  }
});

test('a network of that name which is not ours is refused and left alone', async () => {
  const name = `ftls-${runId}`;
  await dockerLines(['network', 'create', name]);
  try {
    await expect(createRunNetwork(context)).rejects.toMatchObject({ code: 'name-taken' });
    expect(await context.ledger.undoAll()).toEqual([]);
    expect(await dockerLines(['network', 'ls', '--filter', `name=${name}`, '--format', '{{.Name}}'])).toEqual(
      [name],
    );
  } finally {
    await removeNetwork(name);
  }
});

test('a missing node image is told before anything is created', async () => {
  const wanted: ClusterSpec[] = [{ role: 'up', nodeImage: { ref: 'ftls-test/none:1', ownPodNetwork: true } }];
  const creation = createClusters(context, wanted, { kind: fakeKind(makeNode), network: 'none' });
  await expect(creation).rejects.toMatchObject({
    code: 'image-missing',
    message: expect.stringContaining('ftls-test/none:1'),
  });
  expect(await leftOf(runId)).toEqual([]);
});

test('a port that kind chose and another took first is chosen anew, and that is told', async () => {
  const network = await createRunNetwork(context);
  const kind = fakeKind(`
    ${makeNodeIn(network)}
    mkdir ${folder}/again 2>/dev/null && echo 'Bind for 127.0.0.1:41234 failed: port is already allocated' >&2 && exit 1
    ${makeKubeconfig('up')}`);
  const retries: unknown[] = [];
  const follow = (retry: unknown) => void retries.push(retry);
  RETRIES.subscribe(follow);
  try {
    const [cluster] = await createClusters(context, specs('up'), { kind, network });
    expect(cluster).toMatchObject({ role: 'up' });
  } finally {
    RETRIES.unsubscribe(follow);
  }
  const name = clusterName(runId, 'up');
  expect(retries).toEqual([
    { what: `create cluster ${name}`, why: `cluster ${name} was not created: a port is taken` },
  ]);
});

test('a cluster that stands goes at once, whoever has the process number of its kind by then', async () => {
  const network = await createRunNetwork(context);
  // What lives on in kind's group stands for a stranger with its number.
  const kind = fakeKind(`
    ${makeNodeIn(network)}
    ${makeKubeconfig('up')}
    sleep 20 >/dev/null 2>&1 &`);
  await createClusters(context, specs('up'), { kind, network });
  const started = performance.now();
  expect(await context.ledger.undoAll()).toEqual([]);
  expect(performance.now() - started).toBeLessThan(10_000);
  expect(await leftOf(runId)).toEqual([]);
});

test('the sweep removes what a killed run left and nothing of a living one', async () => {
  const dead = `dead${process.pid}`;
  const name = clusterName(dead, 'up');
  await dockerLines([
    'network',
    'create',
    '--label',
    `fleet-tls-e2e.run=${dead}`,
    '--label',
    'fleet-tls-e2e.owner=1:0',
    `ftls-${dead}`,
  ]);
  await dockerLines([
    'create',
    '--name',
    nodeName(name),
    '--label',
    `${KIND_CLUSTER_LABEL}=${name}`,
    '--network',
    `ftls-${dead}`,
    IMAGE,
    'x',
  ]);
  const living = await createRunNetwork(context);

  // Only what this test made: other runs may be at work on this machine.
  const ours = (await findRunThings()).filter(thing => [dead, runId].some(id => isOfRun(thing.name, id)));
  await removeThings(deadThings(ours, [], ({ owner }) => ownerLives(owner)));

  expect(await leftOf(dead)).toEqual([]);
  expect(await leftOf(runId)).toEqual([living]);
});

test('a sweep by labels removes nothing of a world that a living run is under way in', async () => {
  const world = `w${process.pid}`;
  await dockerLines([
    'create',
    '--name',
    `ftls-${world}-edge`,
    '--label',
    `${RUN_LABEL}=${world}`,
    IMAGE,
    'x',
  ]);
  const dead = async () => {
    const ours = (await findRunThings()).filter(thing => isOfRun(thing.name, world));
    return deadThings(ours, [], ({ owner }) => ownerLives(owner)).map(({ name }) => name);
  };
  expect(await dead()).toEqual([`ftls-${world}-edge`]);

  await markInUse(context, world);
  expect(await dead()).toEqual([]);

  expect(await context.ledger.undoAll()).toEqual([]);
  expect(await dead()).toEqual([`ftls-${world}-edge`]);
  await removeThings((await findRunThings()).filter(thing => isOfRun(thing.name, world)));
  expect(await leftOf(world)).toEqual([]);
});
