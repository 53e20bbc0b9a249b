import type { ListenerSpec } from './listener.ts';

/** How a connection's TLS handshake ended, as far as the edge can know. */
export type TlsOutcome =
  /** A request came over it. */
  | { kind: 'established'; protocol: string }
  /**
   * Inferred: nginx does not write down a handshake that succeeds, but it was waiting for a request when the
   * client left. The client accepted the certificate and then sent nothing.
   */
  | { kind: 'established-unused' }
  /**
   * The client sent a fatal alert (RFC 8446, section 6.2), as in `bad certificate`, 42. Go sends that one for
   * every certificate it does not accept: the reason stands in the client's own log alone.
   */
  | { kind: 'refused-by-client'; alert: number; text: string }
  /** The client left in the middle of the handshake without an alert. */
  | { kind: 'closed-early' }
  /** The edge could not agree with the client, or the client did not speak TLS; nginx's words. */
  | { kind: 'failed'; reason: string }
  /** Plain HTTP came to the TLS port. */
  | { kind: 'not-tls' }
  /** The listener speaks plain HTTP: there is no handshake. */
  | { kind: 'plain' };

/**
 * A connection of which nginx wrote anything down: one that was never used is not among them while it is open, nor
 * when a change of the edge cut it.
 */
interface EdgeConnection {
  /** The listener's name. */
  listener: string;
  /** nginx's number of the connection, unique within one edge's life: its workers share one count. */
  connection: number;
  /** The address it came from: for pods, that of their node. */
  client: string;
  /** When the first line about it was written; milliseconds since the epoch, whole seconds for a failed handshake. */
  at: number;
  tls: TlsOutcome;
}

/** A request whose head the edge read; there is no field for a credential's value. */
export interface EdgeRequest {
  /** The listener's name. */
  listener: string;
  /** Joins it to {@link EdgeConnection.connection}. */
  connection: number;
  client: string;
  /** When it came, milliseconds since the epoch. */
  at: number;
  /** Empty when the request line was not HTTP. */
  method: string;
  /** As sent, without the query. */
  path: string;
  hasAuthorization: boolean;
  userAgent: string;
  /** As in `TLSv1.3`; empty when it came as plain HTTP, which nginx answers with 400 on a listener with TLS. */
  tlsProtocol: string;
  /** How it was answered; absent while it is under way, which a watch is for long. */
  end?: {
    /** Milliseconds since the epoch. */
    at: number;
    /** HTTP status. */
    status: number;
    /** Sent in answer, head included. */
    bytes: number;
  };
}

/** What else nginx wrote down about a connection, as in an upstream that could not be reached. */
interface EdgeNotice {
  listener: string;
  connection: number;
  /** Milliseconds since the epoch, whole seconds. */
  at: number;
  /** nginx's level, as in `error`. */
  level: string;
  text: string;
}

/** All that the edge saw, each list in the order in which nginx wrote it down. */
export interface EdgeRecord {
  connections: EdgeConnection[];
  requests: EdgeRequest[];
  notices: EdgeNotice[];
  /** Lines that the reader does not understand; one that is being written just now may be among them. */
  unread: string[];
}

/** What the record begins with, so that it tells by itself which listeners it speaks of: a line for each. */
export function recordHead(listeners: readonly Pick<ListenerSpec, 'name' | 'port' | 'leaf'>[]): string {
  return listeners
    .map(({ name, port, leaf }) => ({ event: 'listener', name, port, tls: leaf !== undefined }))
    .map(line => `${JSON.stringify(line)}\n`)
    .join('');
}

/** The shell script that prints the record `$1`, and behind it how many lines it has. */
export const PRINT_RECORD = 'lines=$(wc -l < "$1") && head -n "$lines" "$1" && echo "end of $lines lines"';

/** A record as {@link PRINT_RECORD} prints it, without what stands behind it; undefined where lines are missing. */
export function wholeRecord(text: string): string | undefined {
  const lines = text.trimEnd().split('\n');
  const said = /^end of (\d+) lines$/.exec(lines.at(-1) ?? '')?.[1];
  return Number(said) === lines.length - 1 ? lines.slice(0, -1).join('\n') : undefined;
}

/**
 * Reads the edge's record. Never throws: what it does not understand is kept in `unread`.
 * @param text the head, and then what nginx wrote by the configuration of this folder, with its clock at UTC.
 */
export function readEdgeRecord(text: string): EdgeRecord {
  /** By port, and by what connection events call their server: its name or its address. */
  const listeners = new Map<number | string, RecordedListener>();
  const connections = new Map<number, EdgeConnection>();
  /** Those of an edge that was stopped and started since, which counts from the beginning again. */
  const formerConnections: EdgeConnection[] = [];
  const requests: EdgeRequest[] = [];
  /** The place of a request among them, by the connection and its number on it. */
  const places = new Map<string, number>();
  const notices: EdgeNotice[] = [];
  const unread: string[] = [];

  const takeListener = (line: string): boolean => {
    const said = parseListenerLine(line);
    if (!said) return false;
    for (const key of [said.port, said.name, `0.0.0.0:${said.port}`]) listeners.set(key, said);
    return true;
  };

  const takeRequest = (line: string): boolean => {
    const said = parseRequestLine(line);
    const recorded = said && listeners.get(said.port);
    if (!said || !recorded) return false;
    const listener = recorded.name;
    const { connection, client, at, tls } = said;
    const outcome: TlsOutcome = tls === '' ? withoutTls(recorded) : { kind: 'established', protocol: tls };
    const key = `${connection}.${said.nth}`;
    const begun = requests[places.get(key) ?? -1];
    const goesOn = begun !== undefined && continues(begun, { ...said, listener });
    let known = connections.get(connection);
    if (known && begun && !goesOn) {
      formerConnections.push(known);
      known = undefined;
    }
    // A request proves more than what was inferred of its connection before.
    if (known) known.tls = outcome;
    else connections.set(connection, { listener, connection, client, at, tls: outcome });
    const request = goesOn
      ? begun
      : {
          listener,
          connection,
          client,
          at,
          method: said.method,
          path: said.path,
          hasAuthorization: said.authorization,
          userAgent: said.agent,
          tlsProtocol: tls,
        };
    const place = goesOn ? requests.indexOf(begun) : requests.length;
    places.set(key, place);
    requests[place] = said.end ? { ...request, end: { at, ...said.end } } : request;
    return true;
  };

  const takeEvent = (line: string): boolean => {
    const said = parseEventLine(line);
    if (!said) return false;
    if (/^client \S+ closed keepalive connection$/.test(said.text)) return true; // The end of every good connection.
    const recorded = listeners.get(said.server);
    if (!recorded) return false;
    const listener = recorded.name;
    const { connection, client, at, level, text } = said;
    const tls = outcomeOf(text, recorded);
    if (tls && !connections.has(connection))
      connections.set(connection, { listener, connection, client, at, tls });
    else notices.push({ listener, connection, at, level, text });
    return true;
  };

  for (const line of text.split('\n')) {
    const take = line.startsWith('{') ? [takeListener, takeRequest] : [takeEvent];
    if (line !== '' && !take.some(one => one(line))) unread.push(line);
  }
  return { connections: [...formerConnections, ...connections.values()], requests, notices, unread };
}

/** Whether a line is the second of a request: that of its end. */
function continues(
  request: EdgeRequest,
  line: Pick<RequestLine, 'method' | 'path' | 'authorization' | 'end'> & { listener: string },
): boolean {
  return (
    request.end === undefined &&
    line.end !== undefined &&
    request.listener === line.listener &&
    request.method === line.method &&
    request.path === line.path &&
    request.hasAuthorization === line.authorization
  );
}

interface RecordedListener {
  name: string;
  port: number;
  tls: boolean;
}

function parseListenerLine(line: string): RecordedListener | undefined {
  const { event, name, port, tls } = parseObject(line);
  if (
    event !== 'listener' ||
    typeof name !== 'string' ||
    typeof port !== 'number' ||
    typeof tls !== 'boolean'
  )
    return undefined;
  return { name, port, tls };
}

interface RequestLine {
  at: number;
  port: number;
  client: string;
  connection: number;
  nth: number;
  tls: string;
  method: string;
  path: string;
  authorization: boolean;
  agent: string;
  end?: { status: number; bytes: number };
}

function parseRequestLine(line: string): RequestLine | undefined {
  const { event, status, bytes, ...said } = parseObject(line);
  const sound =
    ['at', 'port', 'connection', 'nth'].every(key => typeof said[key] === 'number') &&
    ['client', 'tls', 'method', 'path', 'agent'].every(key => typeof said[key] === 'string') &&
    typeof said.authorization === 'boolean';
  if (!sound) return undefined;
  const common = said as unknown as RequestLine;
  // nginx gives seconds with three decimals.
  const at = Math.round(common.at * 1000);
  if (event === 'arrival') return { ...common, at };
  if (event !== 'end' || typeof status !== 'number' || typeof bytes !== 'number') return undefined;
  return { ...common, at, end: { status, bytes } };
}

/** The fields of a line that begins with a brace. */
function parseObject(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line) as Record<string, unknown>;
  } catch {
    return {};
  }
}

interface EventLine {
  at: number;
  level: string;
  connection: number;
  text: string;
  /** Empty, like the server, where the line names none. */
  client: string;
  server: string;
}

/**
 * A line of nginx's error log about a connection. What follows the server (request, upstream, host) is left out, and so
 * is the user of a credential that was refused.
 */
function parseEventLine(line: string): EventLine | undefined {
  const head = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d) \[([a-z]+)\] \d+#\d+: \*(\d+) (.+)/s.exec(line);
  if (!head) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = head.slice(1, 7).map(Number);
  const said = head[9] ?? '';
  const tail = /, client: ([^\s,]+), server: ([^\s,]+)(?:,|$)/.exec(said);
  return {
    at: Date.UTC(year, month - 1, day, hour, minute, second),
    level: head[7] ?? '',
    connection: Number(head[8]),
    text: (tail ? said.slice(0, tail.index) : said).replace(/^user ".*"(?=: | was )/, 'the user'),
    client: tail?.[1] ?? '',
    server: tail?.[2] ?? '',
  };
}

/** What a connection without TLS means to a listener. */
function withoutTls({ tls }: RecordedListener): TlsOutcome {
  return { kind: tls ? 'not-tls' : 'plain' };
}

/** What an event says of the handshake; nothing where it speaks of something later. */
function outcomeOf(text: string, listener: RecordedListener): TlsOutcome | undefined {
  // OpenSSL names the number only of an alert that it received.
  const alert = /:(?:sslv3 |tlsv1 |tlsv13 )?(?:alert )?([^:]+):SSL alert number (\d+)\)/.exec(text);
  if (alert) return { kind: 'refused-by-client', alert: Number(alert[2]), text: alert[1] ?? '' };
  if (text.endsWith(' while waiting for request'))
    return { kind: listener.tls ? 'established-unused' : 'plain' };
  if (!text.endsWith(' while SSL handshaking')) return undefined;
  const reason = text.slice(0, -' while SSL handshaking'.length);
  return / closed connection\b/.test(reason) ? { kind: 'closed-early' } : { kind: 'failed', reason };
}
