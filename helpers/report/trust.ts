/**
 * Who trusts whom in a scenario, as far as a picture of it needs it. CAs are told apart by the names that scenarios
 * give them.
 */
export interface WorldFacts {
  /** `agentTLSMode`. */
  mode: 'strict' | 'system-store' | 'neither' | 'empty';
  registration: 'managed' | 'agent-initiated' | 'local';
  /** The CAs in the operating-system store of agent and controller. */
  store: string[];
  /** Who connects to which endpoint, in the order in which it happens. */
  connections: ConnectionFacts[];
  /** What changes afterwards, in words, in order. */
  changes: string[];
}

/** Somebody who connects to an endpoint: the CAs that count for it, and what the endpoint shows. */
export interface ConnectionFacts {
  /** `registration`, `HelmOp index`. */
  purpose: string;
  clients: ('agent' | 'controller')[];
  /** `upstream API`, `chart server`. */
  server: string;
  /** The CAs that it was given; empty for none. */
  given: string[];
  /** What they are given by: `apiServerCA`. */
  givenBy: string;
  /** Whether the operating-system store counts for it as well, or is hidden from it. */
  store: 'counts' | 'hidden';
  /** It connects whatever the server shows (`insecureSkipTLSVerify`). */
  skipsVerification?: boolean;
  /**
   * From the server's own certificate to the CA that what the server sends leads to; empty where it speaks plain HTTP.
   */
  chain: string[];
  /** What is wrong with the certificate or with what the server sends, in words. */
  flaw?: string;
}

/** The server's own certificate, as it stands in a chain or is given as CA. */
export const OWN_CERTIFICATE = 'own certificate';

/** Where a server's chain meets the CAs that its client has. */
export type Meeting =
  /** At a CA that the client was given, at one of its store, or only at one of the store that is hidden from it. */
  | { at: 'given' | 'store' | 'hidden-store'; ca: string }
  | { at: 'nowhere' }
  /** The client does not look, or there is nothing to look at. */
  | { at: 'not-looked-for' };

/**
 * Where the chain of a connection meets the CAs of the client. Says nothing of flaws: an expired certificate may chain
 * to the right CA.
 */
export function meetingOf(connection: ConnectionFacts, stored: readonly string[]): Meeting {
  const { chain, given, store, skipsVerification } = connection;
  if (skipsVerification || chain.length === 0) return { at: 'not-looked-for' };
  const own = given.find(ca => chain.includes(ca));
  if (own !== undefined) return { at: 'given', ca: own };
  const common = stored.find(ca => chain.includes(ca));
  if (common === undefined) return { at: 'nowhere' };
  return { at: store === 'counts' ? 'store' : 'hidden-store', ca: common };
}

/** A connection in sentences, for those who cannot see the picture of it. */
export function connectionInWords(connection: ConnectionFacts, stored: readonly string[]): string {
  const { clients, server, given, givenBy, store, chain, flaw } = connection;
  const issuers = chain.slice(1).map(quoted).join(', then ');
  return [
    `The ${clients.join(' and the ')} connect${clients.length === 1 ? 's' : ''} to the ${server}.`,
    chain.length === 0
      ? 'It speaks plain HTTP.'
      : `Its certificate was issued by ${issuers}${flaw === undefined ? '' : `; ${flaw}`}.`,
    given.length === 0
      ? `No CA is given (${givenBy}).`
      : `Given by ${givenBy}: ${given.map(quoted).join(' and ')}.`,
    `The operating system's store (${stored.map(quoted).join(', ')}) ${store === 'counts' ? 'counts' : 'is hidden'}.`,
    ENDING[meetingOf(connection, stored).at],
  ].join(' ');
}

const ENDING: Record<Meeting['at'], string> = {
  given: 'The chain leads to a CA that was given.',
  store: 'The chain leads to a CA of the store.',
  'hidden-store': 'The chain leads only to a CA of the store, which is hidden.',
  nowhere: 'The chain leads to no CA that the client has.',
  'not-looked-for': 'Nothing is verified.',
};

function quoted(ca: string): string {
  return `“${ca}”`;
}
