import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Leaf } from '../../certs/authority.ts';

/** A stand-in for an API server: says what it was asked, and keeps watches open. */
export interface FakeApi {
  server: Server;
  port: number;
  /** The last watch that was opened. */
  watch?: ServerResponse;
}

export async function startFakeApi(leaf: Leaf): Promise<FakeApi> {
  const server = createServer({ cert: leaf.chainPem, key: leaf.keyPem });
  const api: FakeApi = { server, port: 0 };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.includes('watch=true')) {
      response.end(JSON.stringify({ url: request.url, authorization: request.headers.authorization }));
      return;
    }
    response.flushHeaders();
    api.watch = response;
  });
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  api.port = (server.address() as AddressInfo).port;
  return api;
}
