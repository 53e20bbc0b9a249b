import { describe, expect, it } from 'vitest';
import { type ConnectionFacts, connectionInWords, meetingOf, OWN_CERTIFICATE } from './trust.ts';

const connection: ConnectionFacts = {
  purpose: 'registration',
  clients: ['agent'],
  server: 'upstream API',
  given: ['private'],
  givenBy: 'apiServerCA',
  store: 'hidden',
  chain: [OWN_CERTIFICATE, 'intermediate', 'private'],
};

describe('meetingOf', () => {
  it.each([
    ['at a CA that was given, which counts before one of the store', {}, { at: 'given', ca: 'private' }],
    [
      'at the certificate itself, where that was given',
      { given: [OWN_CERTIFICATE] },
      { at: 'given', ca: OWN_CERTIFICATE },
    ],
    ['at the store, where it counts', { given: [], store: 'counts' }, { at: 'store', ca: 'private' }],
    ['at the store in vain, where it is hidden', { given: ['other'] }, { at: 'hidden-store', ca: 'private' }],
    [
      'nowhere, where the chain leads to neither',
      { given: ['other'], chain: [OWN_CERTIFICATE, 'third'] },
      { at: 'nowhere' },
    ],
    ['not at all over plain HTTP', { chain: [] }, { at: 'not-looked-for' }],
    ['not at all where nothing is verified', { skipsVerification: true }, { at: 'not-looked-for' }],
  ] as const)('%s', (_, change, meeting) => {
    expect(meetingOf({ ...connection, ...change } as ConnectionFacts, ['private'])).toEqual(meeting);
  });
});

describe('connectionInWords', () => {
  it('says who connects, what is shown, what is given, what of the store, and how it ends', () => {
    expect(connectionInWords({ ...connection, flaw: 'expired' }, ['public'])).toBe(
      "The agent connects to the upstream API. Its certificate was issued by “intermediate”, then “private”; expired. Given by apiServerCA: “private”. The operating system's store (“public”) is hidden. The chain leads to a CA that was given.",
    );
  });

  it('says of plain HTTP that nothing is verified', () => {
    const plain = { ...connection, clients: ['controller' as const, 'agent' as const], given: [], chain: [] };
    expect(connectionInWords(plain, ['public'])).toMatch(
      /^The controller and the agent connect to the upstream API\. It speaks plain HTTP\. No CA is given \(apiServerCA\)\..* Nothing is verified\.$/,
    );
  });
});
