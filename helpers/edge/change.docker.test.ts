import { once } from 'node:events';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Authority, createAuthority, issueLeaf, type Leaf } from '../../certs/authority.ts';
import { run } from '../process/run.ts';
import { bringUp, publishVersions, swapLeaf, takeDown } from './change.ts';
import { edgeAlias, type StartedEdge, startEdge } from './edge.ts';
import { type FakeApi, startFakeApi } from './fakeApi.fixture.ts';
import { readEdge } from './readEdge.ts';
import { renewEdge } from './renew.ts';
import { brief, IMAGE, of, openTestRun, type TestRun, titled } from './run.fixture.ts';

describe.skipIf(!IMAGE)(titled('a living edge'), () => {
  let testRun: TestRun;
  let first: Authority;
  let second: Authority;
  let leaf: Leaf;
  let api: FakeApi;
  let edge: StartedEdge;
  let address: string;
  /** Requests that were answered, each over a connection of its own. */
  let answered = 0;

  beforeAll(async () => {
    testRun = await openTestRun('living');
    const { context, network } = testRun;
    const alias = edgeAlias(context.runId, 'living');
    first = await createAuthority({ commonName: 'first CA' });
    second = await createAuthority({ commonName: 'second CA' });
    leaf = await issueLeaf(first, { dnsNames: [alias] });
    api = await startFakeApi(leaf);
    const gateway = ['network', 'inspect', '--format', '{{(index .IPAM.Config 0).Gateway}}', network];
    const host = `${(await run('docker', gateway)).stdout}:${api.port}`;
    edge = await startEdge(context, {
      image: IMAGE as string,
      network,
      name: 'living',
      listeners: [
        { name: 'changed', port: 10_001, leaf, serves: { kind: 'charts' } },
        { name: 'other', port: 10_002, leaf, serves: { kind: 'charts' } },
        { name: 'plain', port: 10_003, serves: { kind: 'charts' } },
        { name: 'watched', port: 10_004, leaf, serves: { kind: 'upstream', host } },
      ],
    });
    const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
    address = (await run('docker', ['inspect', '--format', format, edge.container])).stdout;
  });

  afterAll(async () => {
    api?.server.close();
    api?.server.closeAllConnections();
    expect(await testRun.close()).toBe('');
  });

  const changed = () => ({ container: edge.container, listener: 'changed' });

  /** An established connection, over which a request began to be answered and which stays open. */
  async function open(port: number, authority: Authority, path = '/index.yaml'): Promise<TLSSocket> {
    const socket = connect({ host: address, port, servername: edge.alias, ca: authority.certPem });
    await once(socket, 'secureConnect');
    socket.write(`GET ${path} HTTP/1.1\r\nHost: ${edge.alias}\r\n\r\n`);
    await once(socket, 'data', { signal: AbortSignal.timeout(5_000) });
    answered += 1;
    return socket;
  }

  /** How a new connection to a port ends: `accepted`, or Node's code for why not. */
  async function attempt(port: number, authority: Authority): Promise<string> {
    try {
      (await open(port, authority)).destroy();
      return 'accepted';
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? String(error);
    }
  }

  /** A connection with a request under way whose head does not end. */
  async function openAndBusy(port: number): Promise<TLSSocket> {
    const socket = await open(port, first);
    socket.write('GET /index.yaml HTTP/1.1\r\n');
    return socket;
  }

  it('takes a listener down: it refuses, what it had is cut, the other listeners go on', async () => {
    const idle = await open(10_001, first);
    const busy = await openAndBusy(10_001);
    const cut = Promise.all([once(idle, 'close'), once(busy, 'close')]);
    for (const socket of [idle, busy]) socket.on('error', () => {}).resume();
    const before = performance.now();
    await takeDown(changed());
    await cut;
    expect(performance.now() - before).toBeLessThan(3_000);
    expect(await attempt(10_001, first)).toBe('ECONNREFUSED');
    expect(await attempt(10_002, first)).toBe('accepted');
  });

  it('brings it up again as it was', async () => {
    await bringUp(changed());
    expect(await attempt(10_001, first)).toBe('accepted');
  });

  it('refuses no connection of another listener meanwhile', async () => {
    let changing = true;
    const attempts: string[] = [];
    const client = (async () => {
      while (changing) attempts.push(await attempt(10_002, first));
    })();
    await takeDown(changed());
    await bringUp(changed());
    changing = false;
    await client;
    expect(attempts.length).toBeGreaterThan(5);
    expect(attempts).not.toContain('ECONNREFUSED');
  });

  it('cuts a watch that is under way on another listener too, and records its end', async () => {
    const watch = await open(10_004, first, '/api/v1/pods?watch=true');
    const cut = once(watch.on('error', () => {}).resume(), 'close');
    expect(of(await edge.record(), 'watched').requests[0]).not.toHaveProperty('end');
    await takeDown(changed());
    await cut;
    await bringUp(changed());
    expect(of(await edge.record(), 'watched').requests).toEqual([
      expect.objectContaining({ path: '/api/v1/pods', end: expect.objectContaining({ status: 200 }) }),
    ]);
  });

  it('swaps a certificate: new connections get the new one, and open ones are cut', async () => {
    const idle = await open(10_001, first);
    const cut = once(idle.resume(), 'close');
    await swapLeaf(changed(), await issueLeaf(second, { dnsNames: [edge.alias] }));
    await cut;
    expect(await attempt(10_001, first)).toBe('UNABLE_TO_VERIFY_LEAF_SIGNATURE');
    expect(await attempt(10_001, second)).toBe('accepted');
    expect(await attempt(10_002, first)).toBe('accepted');
  });

  it('swaps the certificate of a listener that is down', async () => {
    await takeDown(changed());
    await swapLeaf(changed(), leaf);
    expect(await attempt(10_001, first)).toBe('ECONNREFUSED');
    await bringUp(changed());
    expect(await attempt(10_001, first)).toBe('accepted');
  });

  it('keeps the certificate that it had where nginx does not take the new one', async () => {
    const mismatched = { ...leaf, keyPem: first.keyPem };
    await expect(swapLeaf(changed(), mismatched)).rejects.toMatchObject({
      code: 'edge-failed',
      message: expect.stringMatching(/swapping the certificate .* changed failed: .*key values mismatch/),
    });
    expect(await attempt(10_001, first)).toBe('accepted');
    await takeDown(changed());
    await swapLeaf(changed(), mismatched); // Nobody asks nginx about a listener that is down.
    await expect(bringUp(changed())).rejects.toMatchObject({ code: 'edge-failed' });
    expect(await attempt(10_001, first)).toBe('ECONNREFUSED');
    await swapLeaf(changed(), leaf);
    await bringUp(changed());
    expect(await attempt(10_001, first)).toBe('accepted');
  });

  it('keeps its keys for root alone', async () => {
    const listing = ['exec', edge.container, 'stat', '--format', '%U %a', '/srv/edge/changed/leaf.pem'];
    expect((await run('docker', listing)).stdout).toBe('root 600');
  });

  it.each<[string, () => Promise<void>]>([
    ['a listener that is not there', () => takeDown({ ...changed(), listener: 'nobody' })],
    ['a listener that is up already', () => bringUp(changed())],
    ['a listener without TLS', () => swapLeaf({ ...changed(), listener: 'plain' }, leaf)],
  ])('fails on %s, and changes nothing', async (_, wrong) => {
    await expect(wrong()).rejects.toMatchObject({ code: 'edge-failed' });
    for (const port of [10_001, 10_002]) expect(await attempt(port, first)).toBe('accepted');
  });

  it('goes on with one record, in which no two connections have the same number', async () => {
    const { unread, connections, requests } = await readEdge(edge.container);
    expect(unread).toEqual([]);
    // A number that was given twice would have made one of two.
    expect(answered).toBeGreaterThan(20);
    expect(requests.length).toBeGreaterThanOrEqual(answered);
    const established = connections.filter(({ tls }) => tls.kind === 'established');
    expect(established.length).toBeGreaterThanOrEqual(answered);
  });

  it('begins anew: what was changed is as it began, and nothing of before is recorded, nor will be', async () => {
    await takeDown(changed());
    await swapLeaf(changed(), await issueLeaf(second, { dnsNames: [edge.alias] }));
    await publishVersions({ ...changed(), listener: 'other' }, { versions: ['0.1.0', '0.2.0'] });
    const watch = await open(10_004, first, '/api/v1/pods?watch=true');
    const cut = once(watch.on('error', () => {}).resume(), 'close');
    expect(await renewEdge(edge.container)).toEqual(['changed', 'other']);
    await cut;
    expect(await readEdge(edge.container)).toEqual({
      connections: [],
      requests: [],
      notices: [],
      unread: [],
    });
    expect(await attempt(10_001, first)).toBe('accepted');
    expect(brief(await readEdge(edge.container))).toEqual(['GET /index.yaml 200']);
    expect(await renewEdge(edge.container)).toEqual([]);
    expect(brief(await readEdge(edge.container))).toEqual([]);
  });
});
