import { expect, test } from 'vitest';
import { Grant, isFinal } from './registration.ts';

const word = (refusal: string, refusals = 1) => ({ refusal, refusals });

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

test('a credential that stays forbidden after the grant is final, one that is late is not, however long before it', () => {
  const forbidden = (times: number) => ({ refusals: 0, forbidden: { times, saw: 'Waiting: forbidden' } });
  const grant = new Grant();
  expect(grant.look({ granted: false }, forbidden(40)).lost).toBe(false);
  expect(grant.look({ granted: true }, forbidden(50)).lost).toBe(false);
  expect(grant.look({ granted: true }, forbidden(64)).word.refusal).toBeUndefined();
  const { word, lost } = grant.look({ granted: true }, forbidden(65));
  expect(lost).toBe(true);
  expect(word.refusal).toBe('Waiting: forbidden');
  expect(isFinal(word)).toBe(true);
});

test('a refusal of the agent says more than a credential that is forbidden', () => {
  const grant = new Grant();
  grant.look({ granted: true }, { refusals: 0 });
  const seen = grant.look(
    { granted: true },
    { refusal: 'x509: unknown', refusals: 1, forbidden: { times: 90, saw: '' } },
  );
  expect(seen).toMatchObject({ lost: false, word: { refusal: 'x509: unknown' } });
});
