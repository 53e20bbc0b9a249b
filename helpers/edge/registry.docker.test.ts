import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, issueLeaf } from '../../certs/authority.ts';
import { kubectlAndHelm } from '../supply/tools.ts';
import { probeArchive } from './charts.ts';
import { edgeAlias, type StartedEdge, startEdge } from './edge.ts';
import { chartArtefact } from './ociChart.ts';
import { registryHost, type StartedRegistry, startRegistry } from './registry.ts';
import { renewRegistry, seedChart } from './registryCharts.ts';
import {
  brief,
  type Client,
  IMAGE,
  of,
  openTestRun,
  startClient,
  type TestRun,
  titled,
} from './run.fixture.ts';

const AUTH = { user: 'agent', password: 'top-secret' };

describe.skipIf(!IMAGE)(titled('the registry behind the edge'), () => {
  let testRun: TestRun;
  let registry: StartedRegistry;
  let edge: StartedEdge;
  let client: Client;

  beforeAll(async () => {
    testRun = await openTestRun('registry');
    const { context, network } = testRun;
    const { runId } = context;
    const authority = await createAuthority({ commonName: 'private CA' });
    const leaf = await issueLeaf(authority, { dnsNames: [edgeAlias(runId)] });
    const serves = { kind: 'registry', host: registryHost(runId) } as const;
    const image = IMAGE as string;
    const { helm } = await kubectlAndHelm(context);
    [registry, edge, client] = await Promise.all([
      startRegistry(context, { image, network }),
      startEdge(context, {
        image,
        network,
        listeners: [
          { name: 'tls', port: 10_001, leaf, serves },
          { name: 'plain', port: 10_002, serves },
          { name: 'guarded', port: 10_003, leaf, auth: AUTH, serves },
          { name: 'pushed', port: 10_004, leaf, serves },
        ],
      }),
      startClient(testRun, {
        '/ca.pem': { text: authority.certPem },
        '/usr/local/bin/helm': { file: helm },
      }),
    ]);
  });

  afterAll(async () => {
    expect(await testRun.close()).toBe('');
  });

  /** `<host>:<port>` of a listener, as an OCI reference has it. */
  const host = (listener: string) => new URL(edge.url(listener)).host;

  async function helm(command: string): Promise<string> {
    const { stdout, stderr, exitCode } = await client.sh(`cd /tmp && helm ${command}`);
    expect(exitCode, stderr).toBe(0);
    return `${stdout}\n${stderr}`;
  }

  it('gives helm what was seeded, through TLS and through plain HTTP', async () => {
    const digest = await seedChart(registry.container);
    expect(digest).toBe(chartArtefact('0.1.0').manifest.digest);
    const pulls: [string, string][] = [
      ['tls', '--ca-file /ca.pem'],
      ['plain', '--plain-http'],
    ];
    for (const [listener, options] of pulls) {
      await client.sh(`mkdir /tmp/${listener}`);
      const said = await helm(
        `pull oci://${host(listener)}/probe --version 0.1.0 ${options} --destination /tmp/${listener}`,
      );
      expect(said).toContain(`Digest: ${digest}`);
      const { stdout } = await client.sh(`base64 --wrap=0 /tmp/${listener}/probe-0.1.0.tgz`);
      expect(Buffer.from(stdout, 'base64')).toEqual(probeArchive('0.1.0'));
    }
    const record = await edge.record();
    const protocols = (listener: string) =>
      new Set(of(record, listener).requests.map(one => one.tlsProtocol));
    expect(protocols('tls')).toEqual(new Set(['TLSv1.3']));
    expect(protocols('plain')).toEqual(new Set(['']));
    for (const [listener] of pulls) {
      const seen = brief(of(record, listener));
      expect(seen).toContain('GET /v2/probe/manifests/0.1.0 200');
      expect(seen).toContain(`GET /v2/probe/blobs/${chartArtefact('0.1.0').layer.digest} 200`);
    }
  });

  it('is seeded past the edge, whose record shows what clients asked for', async () => {
    const before = (await edge.record()).requests.length;
    await seedChart(registry.container, { repository: 'team/charts/probe', version: 'v0.2.0+build.1' });
    expect((await edge.record()).requests).toHaveLength(before);
  });

  it('lists tags, and gives a chart whose version has a plus', async () => {
    const { stdout } = await client.sh(
      `curl -s --cacert /ca.pem ${edge.url('tls')}/v2/team/charts/probe/tags/list`,
    );
    expect(JSON.parse(stdout)).toEqual({ name: 'team/charts/probe', tags: ['v0.2.0_build.1'] });
    const reference = `oci://${host('tls')}/team/charts/probe --version v0.2.0+build.1`;
    expect(await helm(`show chart ${reference} --ca-file /ca.pem`)).toContain('version: v0.2.0+build.1');
  });

  it('takes what helm pushes through a listener', async () => {
    const made = 'create mychart > /dev/null && helm package mychart > /dev/null';
    await helm(`${made} && helm push mychart-0.1.0.tgz oci://${host('pushed')}/mine --ca-file /ca.pem`);
    expect(await helm(`show chart oci://${host('pushed')}/mine/mychart --ca-file /ca.pem`)).toContain(
      'name: mychart',
    );
    const seen = brief(of(await edge.record(), 'pushed'));
    expect(seen).toContain('POST /v2/mine/mychart/blobs/uploads/ 202');
    expect(seen).toContain('PUT /v2/mine/mychart/manifests/0.1.0 201');
  });

  it('takes a layer that is larger than what a web server usually allows', async () => {
    const uploads = `${edge.url('pushed')}/v2/large/blobs/uploads/`;
    const { stdout } = await client.sh(`set -e
      head -c 64000000 /dev/zero > /tmp/large
      digest=$(sha256sum /tmp/large | cut -d ' ' -f 1)
      upload=$(curl -s --cacert /ca.pem -X POST -o /dev/null -w '%header{location}' ${uploads})
      curl -s --cacert /ca.pem -X PUT --upload-file /tmp/large -H 'Content-Type: application/octet-stream' \
        -w '%{http_code}' "${edge.url('pushed')}$upload&digest=sha256:$digest"`);
    expect(stdout).toBe('201');
  });

  it('demands a credential where the listener does', async () => {
    const chart = `oci://${host('guarded')}/probe --version 0.1.0 --ca-file /ca.pem`;
    const refused = await client.sh(`helm show chart ${chart}`);
    expect(refused.stderr).toMatch(/401|unauthorized|basic credential/i);
    const credential = `--username ${AUTH.user} --password ${AUTH.password}`;
    expect(await helm(`show chart ${chart} ${credential}`)).toContain('name: probe');
    const record = await edge.record();
    const manifests = brief(of(record, 'guarded')).filter(line => line.includes('/manifests/'));
    expect(manifests).toContain('GET /v2/probe/manifests/0.1.0 401');
    expect(manifests).toContain('GET /v2/probe/manifests/0.1.0 200 *');
    expect(JSON.stringify(record)).not.toContain(AUTH.password);
  });

  it('understood every line', async () => {
    expect((await edge.record()).unread).toEqual([]);
  });

  it('begins anew: what was pushed is gone, and the first chart is there', async () => {
    const pushed = await renewRegistry(registry.container);
    expect(pushed.toSorted()).toEqual(['mine/mychart', 'team/charts/probe']);
    const tags = (name: string) =>
      client.sh(`curl -s --cacert /ca.pem ${edge.url('tls')}/v2/${name}/tags/list`);
    expect((await tags('mine/mychart')).stdout).toContain('NAME_UNKNOWN');
    expect(JSON.parse((await tags('probe')).stdout)).toEqual({ name: 'probe', tags: ['0.1.0'] });
    const reference = `oci://${host('tls')}/probe --version 0.1.0`;
    expect(await helm(`show chart ${reference} --ca-file /ca.pem`)).toContain('name: probe');
    expect(await renewRegistry(registry.container)).toEqual([]);
  });

  it('is told apart from a registry that is not there', async () => {
    await registry.stop();
    await expect(seedChart(registry.container)).rejects.toMatchObject({ code: 'edge-failed' });
  });
});
