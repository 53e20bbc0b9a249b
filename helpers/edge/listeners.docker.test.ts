import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Authority, createAuthority, issueLeaf, type Leaf } from '../../certs/authority.ts';
import { GO_TEST_TIMEOUT_MS, runGo } from '../../certs/testdata/runGo.ts';
import { run } from '../process/run.ts';
import { kubectlAndHelm } from '../supply/tools.ts';
import { probeArchive, probeRepository } from './charts.ts';
import { edgeAlias, otherEdgeAlias, type StartedEdge, startEdge } from './edge.ts';
import type { ListenerSpec } from './listener.ts';
import {
  brief,
  type Client,
  IMAGE,
  of,
  openTestRun,
  outcomes,
  startClient,
  type TestRun,
  titled,
} from './run.fixture.ts';

const VERSIONS = ['0.1.0', '0.1.1', 'v0.2.0'];
const AUTH = { user: 'agent', password: 'pa:ss "word" $1' };

describe.skipIf(!IMAGE)(titled("the edge's listeners"), () => {
  let testRun: TestRun;
  let authority: Authority;
  let edge: StartedEdge;
  let alias: string;
  let other: string;
  let client: Client;

  beforeAll(async () => {
    testRun = await openTestRun('listeners');
    const { context, network } = testRun;
    alias = edgeAlias(context.runId);
    other = otherEdgeAlias(context.runId);
    authority = await createAuthority({ commonName: 'private CA' });
    client = await startClient(testRun, {
      '/ca.pem': { text: authority.certPem },
      '/usr/local/bin/helm': { file: (await kubectlAndHelm(context)).helm },
    });
    const leaf = await issueLeaf(authority, { dnsNames: [alias, other] });
    const charts: ListenerSpec['serves'] = { kind: 'charts' };
    edge = await startEdge(context, {
      image: IMAGE as string,
      network,
      listeners: [
        { name: 'plain', port: 10_001, serves: charts },
        { name: 'silent', port: 10_002, serves: charts },
        { name: 'old', port: 10_003, leaf, tls: { max: '1.1' }, serves: charts },
        { name: 'newest', port: 10_004, leaf, tls: { min: '1.3' }, serves: charts },
        { name: 'weak', port: 10_005, leaf: await weakLeaf(client), serves: charts },
        { name: 'guarded', port: 10_006, leaf, auth: AUTH, serves: charts },
        { name: 'guarded-plain', port: 10_007, auth: AUTH, serves: charts },
        {
          name: 'below',
          port: 10_008,
          leaf,
          serves: { kind: 'charts', path: '/team/charts', versions: VERSIONS },
        },
        {
          name: 'redirecting',
          port: 10_009,
          leaf,
          auth: AUTH,
          serves: { kind: 'charts', archivesAt: `https://${other}:10010/archives` },
        },
        { name: 'redirected', port: 10_010, leaf, serves: { kind: 'charts', path: '/archives' } },
      ],
    });
  });

  afterAll(async () => {
    expect(await testRun.close()).toBe('');
  });

  /** curl that trusts the authority: prints the status, and the answer's body where it is a text. */
  const curl = (options: string, url: string) =>
    client.sh(`curl --silent --show-error --cacert /ca.pem --write-out ' %{http_code}' ${options} ${url}`);
  /** The credential as curl and helm take it from the shell. */
  const [user, password] = [AUTH.user, '\'pa:ss "word" $1\''];

  it('is on no network but that of its run', async () => {
    const format = '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}';
    const { stdout } = await run('docker', ['inspect', '--format', format, edge.container]);
    expect(stdout.trim()).toBe(testRun.network);
  });

  it('serves plain HTTP where there is no certificate, and records it as such', async () => {
    expect(edge.url('plain')).toBe(`http://${alias}:10001`);
    const { stdout } = await curl(
      "--header 'Authorization: Bearer top-secret'",
      `${edge.url('plain')}/index.yaml`,
    );
    expect(stdout).toBe(`${probeRepository().get('index.yaml')} 200`);
    const record = await edge.record();
    expect(brief(of(record, 'plain'))).toEqual(['GET /index.yaml 200 *']);
    expect(of(record, 'plain').requests[0]?.tlsProtocol).toBe('');
    expect(outcomes(record, 'plain')).toEqual([{ kind: 'plain' }]);
    expect(JSON.stringify(record)).not.toContain('top-secret');
  });

  it('infers no handshake from a client that says nothing to a plain listener, nor from TLS that comes to it', async () => {
    await client.sh(`bash -c '</dev/tcp/${alias}/10002'`);
    const { stderr } = await curl('', `https://${alias}:10002/`);
    expect(stderr).toContain('wrong version number');
    await expect
      .poll(async () => outcomes(await edge.record(), 'silent'))
      .toEqual(Array(2).fill({ kind: 'plain' }));
    expect(of(await edge.record(), 'silent').requests).toEqual([
      expect.objectContaining({ method: '', path: '', tlsProtocol: '' }),
    ]);
  });

  it('refuses a Go client of today on a listener that speaks TLS 1.1 at the most', {
    timeout: GO_TEST_TIMEOUT_MS,
  }, async test => {
    const said = await runGo(
      test,
      new URL('testdata/get.go', import.meta.url),
      JSON.stringify({
        url: `https://${await addressOf(edge.container)}:10003/index.yaml`,
        serverName: alias,
        rootsPem: authority.certPem,
        tls12: false,
      }),
    );
    expect(said).toContain('protocol version not supported');
    const record = await edge.record();
    expect(of(record, 'old').requests).toEqual([]);
    expect(outcomes(record, 'old')).toEqual([
      { kind: 'failed', reason: expect.stringContaining('unsupported protocol') },
    ]);
  });

  it('speaks TLS 1.1 with a client that still does', async () => {
    const { stdout } = await curl(
      '--tls-max 1.1 --ciphers DEFAULT:@SECLEVEL=0',
      `${edge.url('old')}/index.yaml`,
    );
    expect(stdout).toMatch(/ 200$/);
    expect(of(await edge.record(), 'old').requests).toEqual([
      expect.objectContaining({ tlsProtocol: 'TLSv1.1' }),
    ]);
  });

  it('refuses TLS 1.2 on a listener that speaks 1.3 alone', async () => {
    const { stderr } = await curl('--tls-max 1.2', `${edge.url('newest')}/index.yaml`);
    expect(stderr).toContain('protocol version');
    expect((await curl('', `${edge.url('newest')}/index.yaml`)).stdout).toMatch(/ 200$/);
    expect(outcomes(await edge.record(), 'newest').map(({ kind }) => kind)).toEqual([
      'failed',
      'established',
    ]);
  });

  it('presents a certificate that no client of today would take, and leaves the judgement to the client', async () => {
    const { stderr } = await curl('--cacert /weak.crt', `${edge.url('weak')}/index.yaml`);
    expect(stderr).toMatch(/key too (small|weak)|md too weak/);
    const weakest = await curl('--insecure --ciphers DEFAULT:@SECLEVEL=0', `${edge.url('weak')}/index.yaml`);
    expect(weakest.stdout).toMatch(/ 200$/);
  });

  it.each(['guarded', 'guarded-plain'])('demands a credential of every request: %s', async listener => {
    const url = `${edge.url(listener)}/index.yaml`;
    const asked = await curl('--dump-header - --output /dev/null', url);
    expect(asked.stdout).toMatch(/WWW-Authenticate: Basic realm="[^"]+"/i);
    expect(asked.stdout).toMatch(/ 401$/);
    expect((await curl(`--user stranger:${password}`, url)).stdout).toMatch(/ 401$/);
    expect((await curl(`--user ${user}:wrong`, url)).stdout).toMatch(/ 401$/);
    expect((await curl(`--user ${user}:${password}`, url)).stdout).toMatch(/ 200$/);
    const seen = of(await edge.record(), listener);
    expect(brief(seen)).toEqual([
      'GET /index.yaml 401',
      'GET /index.yaml 401 *',
      'GET /index.yaml 401 *',
      'GET /index.yaml 200 *',
    ]);
  });

  it('tells nothing of a credential, in its record and on disk', async () => {
    const told = JSON.stringify(await edge.record());
    for (const secret of [
      'stranger',
      'pa:ss',
      'wrong',
      Buffer.from(`${AUTH.user}:${AUTH.password}`).toString('base64'),
    ])
      expect(told).not.toContain(secret);
    const found = await run(
      'docker',
      ['exec', edge.container, 'grep', '-rlF', AUTH.password, '/srv', '/etc', '/var'],
      {
        accept: [1],
      },
    );
    expect(found.stdout).toBe('');
  });

  it('serves a repository under a path, from which helm pulls each version', async () => {
    const repository = `${edge.url('below')}/team/charts`;
    for (const version of VERSIONS) {
      const options = `--repo ${repository} --version ${version} --ca-file /ca.pem --destination /tmp/below`;
      const { stderr, exitCode } = await client.sh(`mkdir -p /tmp/below && helm pull probe ${options}`);
      expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
      const { stdout } = await client.sh(`base64 --wrap=0 /tmp/below/probe-${version}.tgz`);
      expect(Buffer.from(stdout, 'base64')).toEqual(probeArchive(version));
    }
    expect((await curl('--output /dev/null', `${edge.url('below')}/index.yaml`)).stdout).toMatch(/ 404$/);
    expect(brief(of(await edge.record(), 'below'))).toEqual([
      ...VERSIONS.flatMap(version => [
        'GET /team/charts/index.yaml 200',
        `GET /team/charts/probe-${version}.tgz 200`,
      ]),
      'GET /index.yaml 404',
    ]);
  });

  it('redirects archives to another host, where helm goes without its credential', async () => {
    const options = `--repo ${edge.url('redirecting')} --ca-file /ca.pem --username ${user} --password ${password}`;
    const { stderr, exitCode } = await client.sh(`cd /tmp && helm pull probe ${options}`);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    const record = await edge.record();
    expect(brief(of(record, 'redirecting'))).toEqual(['GET /index.yaml 200 *', 'GET /probe-0.1.0.tgz 302 *']);
    expect(brief(of(record, 'redirected'))).toEqual(['GET /archives/probe-0.1.0.tgz 200']);
  });

  it('shows a credential that did follow the redirect', async () => {
    const url = `${edge.url('redirecting')}/probe-0.1.0.tgz`;
    const { stdout } = await curl(`--output /dev/null --location-trusted --user ${user}:${password}`, url);
    expect(stdout).toMatch(/ 200$/);
    expect(brief(of(await edge.record(), 'redirected')).at(-1)).toBe('GET /archives/probe-0.1.0.tgz 200 *');
  });

  it('does not tell where the archives are without the credential', async () => {
    const { stdout } = await curl('--output /dev/null', `${edge.url('redirecting')}/probe-0.1.0.tgz`);
    expect(stdout).toMatch(/ 401$/);
  });

  it('understood every line', async () => {
    expect((await edge.record()).unread).toEqual([]);
  });
});

/** A certificate with an RSA key of 1024 bits, signed with SHA-1, kept in the client at /weak.crt. */
async function weakLeaf(client: Client): Promise<Leaf> {
  await client.sh(
    'openssl req -x509 -newkey rsa:1024 -sha1 -nodes -days 2 -subj /CN=weak -keyout /weak.key -out /weak.crt',
  );
  const { stdout: certPem } = await client.sh('cat /weak.crt');
  const { stdout: keyPem } = await client.sh('cat /weak.key');
  return { chainPem: `${certPem}\n`, certPem: `${certPem}\n`, keyPem: `${keyPem}\n` };
}

async function addressOf(container: string): Promise<string> {
  const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
  return (await run('docker', ['inspect', '--format', format, container])).stdout;
}
