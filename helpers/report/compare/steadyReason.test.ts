import { expect, it } from 'vitest';
import { steadyReason } from './steadyReason.ts';

const RUNS = ['1124-0812-b0b5', '1125-0755-fa47'];

it.each([
  [
    'the run and the port of an address',
    'Get "https://ftls-1124-0812-b0b5-edge:10004/index.yaml": x509: failed to load system roots',
    'Get "https://ftls-1125-0755-fa47-edge:10022/index.yaml": x509: failed to load system roots',
  ],
  [
    'the place of a pair in its run',
    'Secret "p1-op-tarball-private-ca-tarball-helm" not found',
    'Secret "p3-op-tarball-private-ca-tarball-helm" not found',
  ],
  [
    'how long and how often was looked',
    'gave up awaiting the end of the cluster after 60 s and 90 looks; last seen: 0 Clusters',
    'gave up awaiting the end of the cluster after 61 s and 40 looks; last seen: 0 Clusters',
  ],
  [
    'the random parts of names',
    "pod cattle-fleet-system/fleet-agent-5bb9dd75db-tpsl4 waits for 'c-a3c11fce5449b85c3bf4dc08b8ae07c3'",
    "pod cattle-fleet-system/fleet-agent-6cc9dd75aa-r4hpn waits for 'c-c3fe5449b85c3bf4dc08b8ae07c3a3c1'",
  ],
  [
    'the names that Fleet makes up for a registration',
    'for request \'p1-reg-agent-strict-bundle/request-kjdwt\': secrets "c-0fadad0b57ad9f3c71f8" is forbidden: User "token-900eea04-4b63-4c2b-af52-5c8ad4c527f9"',
    'for request \'p2-reg-agent-strict-bundle/request-z2ff4\': secrets "c-618cc675fa071fbca358" is forbidden: User "token-a602b427-7fb8-4d4e-95a0-071898d264f1"',
  ],
  [
    'the time of a log line and an IP address',
    'time="2026-11-24T08:12:33Z" dial tcp 172.18.0.3:10004: connection refused',
    'time="2026-11-25T07:55:01Z" dial tcp 172.19.0.7:10009: connection refused',
  ],
])('leaves out %s', (_, before, after) => {
  expect(steadyReason(before, RUNS)).toBe(steadyReason(after, RUNS));
});

it.each([
  ['another version', 'deployed probe 0.1.1', 'deployed probe 0.2.0'],
  ['another error', 'x509: certificate signed by unknown authority', 'x509: certificate has expired'],
  ['another protocol', 'tls: server selected unsupported TLS1.1', 'tls: server selected unsupported SSLv3'],
  ['another file', 'GET /index.yaml was not served', 'GET /probe-0.1.0.tgz was not served'],
])('keeps %s', (_, before, after) => {
  expect(steadyReason(before, RUNS)).not.toBe(steadyReason(after, RUNS));
});
