import { expect, test } from 'vitest';
import { machineOf } from './machine.ts';

const NETWORK = 'the network, or a server in it, failed';

test.each([
  'Get "https://edge:10022/index.yaml": dial tcp 172.20.0.2:10022: connect: connection refused',
  'dial tcp: lookup edge on 10.96.0.10:53: read udp 10.244.0.7:34567->10.96.0.10:53: i/o timeout',
  'dial tcp: lookup edge on 10.96.0.10:53: server misbehaving',
  'dial tcp: lookup edge: no such host',
  'read tcp 10.244.0.7:1->172.20.0.2:2: read: connection reset by peer',
  'Get "https://edge:1/index.yaml": EOF',
  'net/http: TLS handshake timeout',
  'failed to fetch https://edge:1/probe-0.1.0.tgz : 503 Service Temporarily Unavailable',
  'failed to fetch https://edge:1/probe-0.1.0.tgz : 429 Too Many Requests',
  'downloading "https://edge:1/probe-0.1.0.tgz": unexpected status 503',
  'could not get a chart version: failed to read helm repo from https://edge:1/index.yaml, error code: 503',
  'Post "https://edge:1/apis": the server has received too many requests and has asked us to try again later',
  'the server is currently unable to handle the request',
  'etcdserver: request timed out',
])('a connection that failed and a server that puts off are no matter of Fleet: %s', error => {
  expect(machineOf(error)).toBe(NETWORK);
});

test('neither are the dates of a certificate and a full disk', () => {
  expect(
    machineOf('tls: failed to verify certificate: x509: certificate has expired or is not yet valid: x'),
  ).toBe('the dates of a certificate, or the clock, are wrong');
  expect(machineOf('mkdir /tmp/x: no space left on device')).toBe('the disk is full');
});

test.each([
  'Get "https://edge:502/index.yaml": tls: failed to verify certificate: x509: certificate signed by unknown authority',
  'x509: failed to load system roots and no roots provided; open /dev/null: connection refused',
  'failed to fetch https://edge:1/probe-0.1.0.tgz : 401 Unauthorized',
  'failed to fetch https://edge:1/probe-0.1.0.tgz : 404 Not Found',
  'failed to read helm repo from https://edge:503/index.yaml, error code: 401',
  'secrets "op-helm" not found',
  'the chart could not be deployed',
  '',
])('whom it trusts and what it asks for is Fleet’s own: %s', error => {
  expect(machineOf(error)).toBeUndefined();
});
