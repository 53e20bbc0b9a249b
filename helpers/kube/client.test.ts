import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { RETRIES } from '../process/retries.ts';
import { isTransient } from './apiError.ts';
import { connect, type KubeClient } from './client.ts';

/** A client of an API server that answers so. */
async function clientOf(
  answer: RequestListener,
  patienceMs?: number,
  silenceMs?: number,
): Promise<KubeClient> {
  const server = createServer(answer);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const kubeconfig = {
    'current-context': 'c',
    clusters: [
      { name: 'c', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } },
    ],
    users: [{ name: 'c', user: {} }],
    contexts: [{ name: 'c', context: { cluster: 'c', user: 'c' } }],
  };
  return connect(JSON.stringify(kubeconfig), {
    ...(patienceMs !== undefined && { patienceMs }),
    ...(silenceMs !== undefined && { silenceMs }),
  });
}

/** What was done again while something ran. */
async function retriesOf(running: () => Promise<unknown>): Promise<unknown[]> {
  const retries: unknown[] = [];
  const follow = (retry: unknown) => void retries.push(retry);
  RETRIES.subscribe(follow);
  try {
    await running();
  } finally {
    RETRIES.unsubscribe(follow);
  }
  return retries;
}

const pod = { namespace: 'n', name: 'p' };

test('a call whose connection breaks is made again', async () => {
  let calls = 0;
  const client = await clientOf((request, response) => {
    calls += 1;
    if (calls < 3) request.socket.destroy();
    else response.setHeader('content-type', 'text/plain').end('the log');
  });
  expect(await client.podLog(pod)).toBe('the log');
  expect(calls).toBe(3);
});

test('a call whose connection breaks after more than all patience is made again', async () => {
  const patienceMs = 600;
  let calls = 0;
  const client = await clientOf((request, response) => {
    calls += 1;
    if (calls === 1) setTimeout(() => request.socket.destroy(), 2 * patienceMs);
    else response.setHeader('content-type', 'text/plain').end('the log');
  }, patienceMs);
  expect(await client.podLog(pod)).toBe('the log');
});

test('of a log only its end is asked for where that is enough', async () => {
  const asked: unknown[] = [];
  const client = await clientOf(({ url }, response) => {
    asked.push(url);
    response.setHeader('content-type', 'text/plain').end('the log');
  });
  await client.podLog(pod);
  await client.podLog({ ...pod, lastLines: 7 });
  expect(asked).toEqual(['/api/v1/namespaces/n/pods/p/log', '/api/v1/namespaces/n/pods/p/log?tailLines=7']);
});

test('a call that the API puts off is made again', async () => {
  let calls = 0;
  const client = await clientOf((_, response) => {
    calls += 1;
    response.statusCode = calls < 2 ? 503 : 200;
    response.setHeader('content-type', 'text/plain').end('the log');
  });
  expect(await client.podLog(pod)).toBe('the log');
});

test('each time that a call is made again is told with the reason, without what the answer held', async () => {
  let calls = 0;
  const client = await clientOf((_, response) => {
    calls += 1;
    response.statusCode = calls < 3 ? 429 : 200;
    if (calls < 3)
      response.setHeader('content-type', 'application/json').end('{"message":"slow down","x":"y"}');
    else response.setHeader('content-type', 'text/plain').end('the log');
  });
  const retry = { what: 'read the log of pod n/p', why: '429 slow down' };
  expect(await retriesOf(() => client.podLog(pod))).toEqual([retry, retry]);
});

test('as many are told as were made again: the last that failed was not', async () => {
  let calls = 0;
  const client = await clientOf((_, response) => {
    calls += 1;
    response.statusCode = 503;
    response.end();
  }, 100);
  expect(await retriesOf(() => client.podLog(pod).catch(() => undefined))).toHaveLength(calls - 1);
});

test('what does not pass is told in the end, by the API’s own words', async () => {
  const client = await clientOf((_, response) => {
    response.statusCode = 503;
    response.setHeader('content-type', 'application/json').end('{"message":"etcd is away"}');
  }, 100);
  await expect(client.podLog(pod)).rejects.toMatchObject({
    code: 'kube-api',
    message: 'could not read the log of pod n/p: 503 etcd is away',
  });
});

test('an API that takes the call and never answers is given up, and that may pass', async () => {
  const client = await clientOf(() => {}, 100, 50);
  const calling = client.podLog(pod);
  await expect(calling).rejects.toMatchObject({
    code: 'kube-api',
    message: 'could not read the log of pod n/p: no answer within 0.05 s',
  });
  expect(isTransient(await calling.catch(error => error))).toBe(true);
});

test('a call is made again that an API server forbids which has just started and knows no roles yet', async () => {
  let calls = 0;
  const client = await clientOf((_, response) => {
    calls += 1;
    response.statusCode = calls < 2 ? 403 : 200;
    if (calls < 2) {
      const message =
        'pods is forbidden: User "kubernetes-admin" cannot list resource "pods" in API group ""';
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ message }));
    } else response.setHeader('content-type', 'text/plain').end('the log');
  });
  expect(await client.podLog(pod)).toBe('the log');
});

test('a refusal is told at once', async () => {
  let calls = 0;
  const client = await clientOf((_, response) => {
    calls += 1;
    response.statusCode = 403;
    const message = 'pods "p" is forbidden: exceeded quota';
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ message }));
  });
  await expect(client.podLog(pod)).rejects.toMatchObject({ code: 'kube-api' });
  expect(calls).toBe(1);
});
