import { createSecureServer, type Http2Session } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createAuthority, issueLeaf } from '../../certs/authority.ts';
import { connect, type KubeClient } from './client.ts';

/** A client of an API server, which speaks HTTP/2 as Kubernetes does, and the calls that came on each connection. */
async function servedBy(
  answers: (connection: number) => boolean,
  silenceMs?: number,
): Promise<{ client: KubeClient; calls: number[] }> {
  const authority = await createAuthority({ commonName: 'kubernetes' });
  const { chainPem, keyPem } = await issueLeaf(authority, { ipAddresses: ['127.0.0.1'] });
  const connections: Http2Session[] = [];
  const calls: number[] = [];
  const server = createSecureServer({ cert: chainPem, key: keyPem }, ({ stream }, response) => {
    const connection = stream.session ? connections.indexOf(stream.session) : -1;
    calls[connection] = (calls[connection] ?? 0) + 1;
    if (answers(connection)) {
      response.setHeader('content-type', 'text/plain');
      response.end('the log');
    }
  }).on('session', connection => connections.push(connection));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const connection of connections) connection.destroy();
    server.close();
  });
  const kubeconfig = {
    'current-context': 'c',
    clusters: [
      {
        name: 'c',
        cluster: {
          server: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
          'certificate-authority-data': Buffer.from(authority.certPem).toString('base64'),
        },
      },
    ],
    users: [{ name: 'c', user: { token: 't' } }],
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'c' } }],
  };
  return { client: connect(JSON.stringify(kubeconfig), silenceMs === undefined ? {} : { silenceMs }), calls };
}

const pod = { namespace: 'n', name: 'p' };

test('calls share a connection, after one another and at the same time', async () => {
  const { client, calls } = await servedBy(() => true);
  for (let call = 0; call < 5; call += 1) await client.podLog(pod);
  await Promise.all(Array.from({ length: 5 }, () => client.podLog(pod)));
  expect(calls).toEqual([10]);
});

test('a call that was never answered is made again on another connection', async () => {
  const { client, calls } = await servedBy(connection => connection > 0, 200);
  expect(await client.podLog(pod)).toBe('the log');
  expect(await client.podLog(pod)).toBe('the log');
  expect(calls).toEqual([1, 2]);
});
