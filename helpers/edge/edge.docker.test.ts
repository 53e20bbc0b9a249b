import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { text } from 'node:stream/consumers';
import { connect } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { type Authority, createAuthority, issueLeaf, type Leaf } from '../../certs/authority.ts';
import { summarize } from '../../certs/summary.ts';
import { GO_TEST_TIMEOUT_MS, runGo } from '../../certs/testdata/runGo.ts';
import { type Context, RUN_LABEL } from '../process/context.ts';
import { run } from '../process/run.ts';
import { probeArchiveName, probeRepository } from './charts.ts';
import { type EdgeSpec, edgeAlias, type StartedEdge, startEdge } from './edge.ts';
import { type FakeApi, startFakeApi } from './fakeApi.fixture.ts';
import type { ListenerSpec } from './listener.ts';
import { IMAGE, leftovers, of, openTestRun, outcomes, type TestRun, titled } from './run.fixture.ts';
import { CHAIN_READER, servedChain } from './servedChain.ts';

describe.skipIf(!IMAGE)(titled('the edge'), () => {
  let testRun: TestRun;
  let context: Context;
  let runId: string;
  let alias: string;
  let authority: Authority;
  let leaf: Leaf;
  let api: FakeApi;
  let spec: EdgeSpec;
  let edge: StartedEdge;
  /** The edge's address, at which this machine reaches it without a published port. */
  let address: string;

  beforeAll(async () => {
    testRun = await openTestRun('edgetest');
    context = testRun.context;
    runId = context.runId;
    alias = edgeAlias(runId);
    authority = await createAuthority({ commonName: 'private CA' });
    leaf = await issueLeaf(authority, { dnsNames: [alias] });
    const { network } = testRun;
    const gateway = await inspect('network', network, '{{(index .IPAM.Config 0).Gateway}}');
    api = await startFakeApi(leaf);
    const upstream = { kind: 'upstream', host: `${gateway}:${api.port}` } as const;
    spec = {
      image: IMAGE as string,
      network,
      listeners: [
        { name: 'trusted.charts', port: 10_001, leaf, serves: { kind: 'charts' } },
        { name: 'refused.charts', port: 10_002, leaf, serves: { kind: 'charts' } },
        { name: 'unused.charts', port: 10_003, leaf, serves: { kind: 'charts' } },
        { name: 'left.charts', port: 10_007, leaf, serves: { kind: 'charts' } },
        { name: 'shown.charts', port: 10_008, leaf, serves: { kind: 'charts' } },
        { name: 'plain.charts', port: 10_009, serves: { kind: 'charts' } },
        { name: 'short.upstream', port: 10_004, leaf, serves: upstream },
        { name: 'watched.upstream', port: 10_005, leaf, serves: upstream },
        {
          name: 'missing.upstream',
          port: 10_006,
          leaf,
          serves: { kind: 'upstream', host: 'not-yet-there:6443' },
        },
      ],
    };
    edge = await startEdge(context, spec);
    address = await inspect(
      'container',
      edge.container,
      '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}',
    );
  });

  afterAll(async () => {
    api?.server.close();
    api?.server.closeAllConnections();
    expect(await testRun.close()).toBe('');
  });

  /** Asks a listener as a client that trusts `ca`. */
  async function ask(
    name: string,
    path: string,
    options: { ca?: string; token?: string } = {},
  ): Promise<IncomingMessage> {
    const request = httpsRequest({
      host: address,
      port: new URL(edge.url(name)).port,
      servername: alias,
      path,
      agent: false,
      ca: options.ca ?? authority.certPem,
      headers: options.token ? { authorization: `Bearer ${options.token}` } : {},
    });
    request.end();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return response;
  }

  it('is known by its alias and carries the label of its run', async () => {
    expect(edge.url('trusted.charts')).toBe(`https://ftls-${runId}-edge:10001`);
    expect(await inspect('container', alias, `{{index .Config.Labels "${RUN_LABEL}"}}`)).toBe(runId);
    expect(() => edge.url('nobody')).toThrow('the edge has no listener nobody');
  });

  it('keeps its keys readable for root alone', async () => {
    const { stdout } = await run('sh', [
      '-c',
      `docker cp ${alias}:/srv/edge/trusted.charts/leaf.pem - | tar --numeric-owner -tvf -`,
    ]);
    expect(stdout).toMatch(/^-rw------- 0\/0 /);
  });

  it('serves index and chart to a client that trusts its authority, and records both requests', async () => {
    const index = await ask('trusted.charts', '/index.yaml?with=query');
    expect(await text(index)).toBe(probeRepository().get('index.yaml')?.toString());
    const chart = await ask('trusted.charts', `/${probeArchiveName()}`, { token: 'top-secret' });
    chart.resume();
    expect(chart.statusCode).toBe(200);
    const seen = of(await edge.record(), 'trusted.charts');
    expect(seen.requests).toEqual([
      expect.objectContaining({
        method: 'GET',
        path: '/index.yaml',
        hasAuthorization: false,
        tlsProtocol: 'TLSv1.3',
      }),
      expect.objectContaining({ method: 'GET', path: '/probe-0.1.0.tgz', hasAuthorization: true }),
    ]);
    expect(seen.requests.map(({ end }) => end?.status)).toEqual([200, 200]);
    expect(seen.connections.map(({ tls }) => tls)).toEqual(
      Array(2).fill({ kind: 'established', protocol: 'TLSv1.3' }),
    );
    expect(JSON.stringify(await edge.record())).not.toContain('top-secret');
  });

  it('records that a Go client refused, in TLS 1.2 and 1.3, and that nothing was asked', {
    timeout: GO_TEST_TIMEOUT_MS,
  }, async test => {
    const other = await createAuthority({ commonName: 'other CA' });
    for (const tls12 of [false, true]) {
      const said = await askInGo(test, {
        url: `https://${address}:10002/index.yaml`,
        serverName: alias,
        rootsPem: other.certPem,
        tls12,
      });
      expect(said).toContain('certificate signed by unknown authority');
    }
    const seen = of(await edge.record(), 'refused.charts');
    expect(seen.requests).toEqual([]);
    expect(seen.connections.map(({ tls }) => tls)).toEqual(
      Array(2).fill({ kind: 'refused-by-client', alert: 42, text: 'bad certificate' }),
    );
  });

  it('infers a handshake from a client that sends nothing after it', async () => {
    const socket = connect({ host: address, port: 10_003, servername: alias, ca: authority.certPem });
    await once(socket, 'secureConnect');
    socket.end();
    await expect
      .poll(async () => outcomes(await edge.record(), 'unused.charts'))
      .toEqual([{ kind: 'established-unused' }]);
    expect(of(await edge.record(), 'unused.charts').requests).toEqual([]);
  });

  it('does not count a client as one that accepted when it leaves without an alert, as Node does', async () => {
    const other = await createAuthority({ commonName: 'other CA' });
    await expect(ask('left.charts', '/index.yaml', { ca: other.certPem })).rejects.toThrow(
      /unable to verify/,
    );
    await expect
      .poll(async () => outcomes(await edge.record(), 'left.charts'))
      .toEqual([{ kind: 'closed-early' }]);
    expect(of(await edge.record(), 'left.charts').requests).toEqual([]);
  });

  it('passes query and credential on to the upstream, and records neither', async () => {
    const answer = await ask('short.upstream', '/api/v1/pods?limit=1', { token: 'top-secret' });
    expect(JSON.parse(await text(answer))).toEqual({
      url: '/api/v1/pods?limit=1',
      authorization: 'Bearer top-secret',
    });
    const seen = of(await edge.record(), 'short.upstream');
    expect(seen.requests).toEqual([
      expect.objectContaining({ path: '/api/v1/pods', hasAuthorization: true }),
    ]);
    expect(JSON.stringify(seen)).not.toContain('top-secret');
    expect(JSON.stringify(seen)).not.toContain('limit');
  });

  it('streams a watch while it is open, and records it before it ends', async () => {
    const watch = await ask('watched.upstream', '/api/v1/pods?watch=true', { token: 'top-secret' });
    const events = watch.setEncoding('utf8')[Symbol.asyncIterator]();
    api.watch?.write('one\n');
    expect((await events.next()).value).toBe('one\n');
    const open = of(await edge.record(), 'watched.upstream').requests;
    expect(open).toEqual([expect.objectContaining({ path: '/api/v1/pods', hasAuthorization: true })]);
    expect(open[0]).not.toHaveProperty('end');
    api.watch?.write('two\n');
    expect((await events.next()).value).toBe('two\n');
    api.watch?.end();
    expect((await events.next()).done).toBe(true);
    expect(of(await edge.record(), 'watched.upstream').requests).toEqual([
      expect.objectContaining({ end: expect.objectContaining({ status: 200 }) }),
    ]);
  });

  it('shows the certificates that it sends, without a credential, and says so where there is no handshake', async () => {
    const { container } = edge;
    const chain = await servedChain({ container, url: edge.url('shown.charts') });
    expect(chain).toEqual([summarize(leaf.certPem)]);
    expect(of(await edge.record(), 'shown.charts').requests).toMatchObject([
      { method: 'HEAD', userAgent: CHAIN_READER, hasAuthorization: false },
    ]);
    const plain = edge.url('plain.charts').replace('http:', 'https:');
    await expect(servedChain({ container, url: plain })).rejects.toMatchObject({
      code: 'edge-failed',
      message: expect.stringMatching(
        /^asking https:\S+:10009 for its certificates failed: .*wrong version number/i,
      ),
    });
  });

  it('answers 502 for an upstream that is not there, and says why', async () => {
    const answer = await ask('missing.upstream', '/readyz');
    answer.resume();
    expect(answer.statusCode).toBe(502);
    const { notices } = of(await edge.record(), 'missing.upstream');
    expect(notices).toEqual([
      expect.objectContaining({ text: expect.stringContaining('not-yet-there could not be resolved') }),
    ]);
  });

  it('understood every line so far', async () => {
    expect((await edge.record()).unread).toEqual([]);
  });

  it('refuses to start beside a container of its own name', async () => {
    await expect(startEdge(context, spec)).rejects.toMatchObject({ code: 'name-taken' });
    expect((await edge.record()).unread).toEqual([]);
  });

  it.each<[string, () => Partial<EdgeSpec>, object]>([
    ['an image that is not there', () => ({ image: 'ftls-no-such-image:1' }), { code: 'image-missing' }],
    [
      'a network that is not there',
      () => ({ network: 'ftls-no-such-network' }),
      { code: 'edge-failed', message: expect.stringContaining('the docker network ftls-no-such-network') },
    ],
    [
      "a key that is not its certificate's",
      () => ({ listeners: [mismatched(leaf, authority)] }),
      { code: 'edge-failed', message: expect.stringMatching(/\[emerg\].*a\/leaf\.pem/) },
    ],
  ])('fails with the cause on %s, and leaves nothing behind', async (_, change, failure) => {
    const other = { ...context, runId: `${runId}x` };
    await expect(startEdge(other, { ...spec, ...change() })).rejects.toMatchObject(failure);
    expect(await leftovers(other.runId)).toBe('');
  });

  it('says so when its container is gone, and can be stopped all the same', async () => {
    await run('docker', ['rm', '--force', alias]);
    await expect(edge.record()).rejects.toMatchObject({ code: 'edge-failed' });
    await edge.stop();
    await edge.stop();
  });
});

function mismatched(leaf: Leaf, authority: Authority): ListenerSpec {
  return { name: 'a', port: 10_009, leaf: { ...leaf, keyPem: authority.keyPem }, serves: { kind: 'charts' } };
}

async function askInGo(
  test: TestContext,
  question: { url: string; serverName: string; rootsPem: string; tls12: boolean },
): Promise<string> {
  return runGo(test, new URL('testdata/get.go', import.meta.url), JSON.stringify(question));
}

async function inspect(kind: 'container' | 'network', name: string, format: string): Promise<string> {
  return (await run('docker', [kind, 'inspect', '--format', format, name])).stdout;
}
