import { describe, expect, test } from 'vitest';
import { settleMs } from './settling.ts';

describe('how long an error has to stand', () => {
  test.each([
    'Get "https://edge:10028/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    'fetching the index: unexpected status code 401',
    'Get "https://edge:10028/v2/": http: server gave HTTP response to HTTPS client',
    'Get "oci://edge:10335/probe/index.yaml": unsupported protocol scheme "oci"',
  ])('10 s where a server, a certificate or an address is its reason: %s', error => {
    expect(settleMs(error)).toBe(10_000);
  });

  test.each([
    'Secret "helm" not found',
    'waiting for the bundle',
    'the server is currently unable to handle the request',
    '',
  ])('90 s where it may pass: %s', error => {
    expect(settleMs(error)).toBe(90_000);
  });
});
