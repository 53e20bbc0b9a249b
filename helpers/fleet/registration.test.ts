import { expect, test } from 'vitest';
import { isFinal } from './registration.ts';

const word = (refusal: string, refusals = 1) => ({ refusal, refusals, stuck: false });

test.each([
  'x509: certificate signed by unknown authority',
  'remote error: tls: protocol version not supported',
  'unable to load root certificates: unable to parse bytes as PEM block',
])('what is said of a certificate or of TLS stays as it is: %s', refusal => {
  expect(isFinal(word(refusal))).toBe(true);
});

test.each(['Unauthorized', 'secrets is forbidden: User "x" cannot create resource "secrets"'])(
  'rights may be late once, and count when they lack again: %s',
  refusal => {
    expect(isFinal(word(refusal, 1))).toBe(false);
    expect(isFinal(word(refusal, 2))).toBe(true);
  },
);

test('what the network or a busy API server did passes', () => {
  expect(isFinal(word('dial tcp: connect: connection refused', 5))).toBe(false);
});

test('a credential that stays forbidden is final', () => {
  expect(isFinal({ refusal: 'Waiting for secret', refusals: 0, stuck: true })).toBe(true);
});
