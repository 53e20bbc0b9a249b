import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PRINT_RECORD, readEdgeRecord, recordHead, type TlsOutcome, wholeRecord } from './record.ts';

/** A property has many cases, and the machine may be busy with clusters. */
const PROPERTY_TIMEOUT_MS = 30_000;

const leaf = { chainPem: '', certPem: '', keyPem: '' };
const LISTENERS = [
  { name: 'p1.op-index-public.charts', port: 18443, leaf },
  { name: 'p1.strict-right-ca.upstream', port: 18444, leaf },
  { name: 'p1.lost.upstream', port: 18446, leaf },
  { name: 'plain', port: 10001 },
  { name: 'silent', port: 10002 },
  { name: 'guarded', port: 10006, leaf },
  { name: 'redirecting', port: 10009, leaf },
];
const [CHARTS, UPSTREAM, LOST] = [
  'p1.op-index-public.charts',
  'p1.strict-right-ca.upstream',
  'p1.lost.upstream',
];

/** What nginx 1.22.1 wrote for curl 7.88.1, OpenSSL 3.0 and Go 1.26, under the configuration of this folder. */
const REAL = {
  trusted: `{"event":"arrival","at":1795503385.808,"port":18443,"client":"127.0.0.1","connection":1,"nth":1,"tls":"TLSv1.3","method":"GET","path":"/index.yaml","authorization":false,"agent":"curl/7.88.1"}
{"event":"end","at":1795503385.808,"port":18443,"client":"127.0.0.1","connection":1,"nth":1,"tls":"TLSv1.3","method":"GET","path":"/index.yaml","authorization":false,"agent":"curl/7.88.1","status":200,"bytes":248}
2026/11/24 06:56:26 [info] 18688#18688: *1 client 127.0.0.1 closed keepalive connection`,
  twoRequests: `{"event":"arrival","at":1795503388.391,"port":18443,"client":"127.0.0.1","connection":2,"nth":1,"tls":"TLSv1.2","method":"GET","path":"/index.yaml","authorization":true,"agent":"curl/7.88.1"}
{"event":"end","at":1795503388.391,"port":18443,"client":"127.0.0.1","connection":2,"nth":1,"tls":"TLSv1.2","method":"GET","path":"/index.yaml","authorization":true,"agent":"curl/7.88.1","status":200,"bytes":248}
{"event":"arrival","at":1795503388.404,"port":18443,"client":"127.0.0.1","connection":2,"nth":2,"tls":"TLSv1.2","method":"GET","path":"/missing.tgz","authorization":true,"agent":"curl/7.88.1"}
{"event":"end","at":1795503388.404,"port":18443,"client":"127.0.0.1","connection":2,"nth":2,"tls":"TLSv1.2","method":"GET","path":"/missing.tgz","authorization":true,"agent":"curl/7.88.1","status":404,"bytes":294}
2026/11/24 06:56:28 [info] 18688#18688: *2 client 127.0.0.1 closed keepalive connection`,
  curlRefuses: `2026/11/24 06:56:29 [info] 18688#18688: *3 SSL_do_handshake() failed (SSL: error:0A000418:SSL routines::tlsv1 alert unknown ca:SSL alert number 48) while SSL handshaking, client: 127.0.0.1, server: 0.0.0.0:18443`,
  nothingAsked: `2026/11/24 06:56:31 [info] 18688#18688: *5 client closed connection while waiting for request, client: 127.0.0.1, server: 0.0.0.0:18443`,
  goRefuses: `2026/11/24 06:56:34 [info] 18688#18688: *7 SSL_do_handshake() failed (SSL: error:0A000412:SSL routines::sslv3 alert bad certificate:SSL alert number 42) while SSL handshaking, client: 127.0.0.1, server: 0.0.0.0:18443`,
  leftAtOnce: `2026/11/24 06:56:39 [info] 18688#18688: *10 client closed connection while SSL handshaking, client: 127.0.0.1, server: 0.0.0.0:18443`,
  leftInHello: `2026/11/24 06:56:39 [info] 18688#18688: *11 peer closed connection in SSL handshake while SSL handshaking, client: 127.0.0.1, server: 0.0.0.0:18443`,
  plainHttp: `2026/11/24 06:56:39 [info] 18688#18688: *12 client sent plain HTTP request to HTTPS port while reading client request headers, client: 127.0.0.1, server: p1.op-index-public.charts, request: "GET /index.yaml HTTP/1.1", host: "localhost:18443"
{"event":"end","at":1795503399.996,"port":18443,"client":"127.0.0.1","connection":12,"nth":1,"tls":"","method":"GET","path":"/index.yaml","authorization":false,"agent":"curl/7.88.1","status":400,"bytes":393}`,
  garbage: `2026/11/24 06:56:40 [info] 18688#18688: *13 SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking, client: 127.0.0.1, server: 0.0.0.0:18443`,
  oldTls: `2026/11/24 06:56:42 [info] 18688#18688: *14 SSL_do_handshake() failed (SSL: error:0A000102:SSL routines::unsupported protocol) while SSL handshaking, client: 127.0.0.1, server: 0.0.0.0:18443`,
  notHttp: `2026/11/24 06:56:44 [info] 18688#18688: *16 client sent invalid method while reading client request line, client: 127.0.0.1, server: p1.op-index-public.charts, request: "BLAH"
{"event":"end","at":1795503404.969,"port":18443,"client":"127.0.0.1","connection":16,"nth":1,"tls":"TLSv1.3","method":"","path":"","authorization":false,"agent":"","status":400,"bytes":295}`,
  oddNames: String.raw`{"event":"arrival","at":1795503405.915,"port":18443,"client":"127.0.0.1","connection":17,"nth":1,"tls":"TLSv1.3","method":"GET","path":"/a%22%5c%0a%ff/../x%20y","authorization":false,"agent":"a \"quoted\\\\agent\""}`,
  watch: `{"event":"arrival","at":1795503408.323,"port":18444,"client":"127.0.0.1","connection":20,"nth":1,"tls":"TLSv1.3","method":"GET","path":"/api","authorization":true,"agent":"curl/7.88.1"}`,
  watchEnds: `{"event":"end","at":1795503409.918,"port":18444,"client":"127.0.0.1","connection":20,"nth":1,"tls":"TLSv1.3","method":"GET","path":"/api","authorization":true,"agent":"curl/7.88.1","status":200,"bytes":180}
2026/11/24 06:56:49 [info] 18688#18688: *20 client 127.0.0.1 closed keepalive connection`,
  upstreamGone: `{"event":"arrival","at":1795503414.674,"port":18444,"client":"127.0.0.1","connection":26,"nth":1,"tls":"TLSv1.3","method":"GET","path":"/api","authorization":false,"agent":"curl/7.88.1"}
2026/11/24 06:56:54 [error] 18688#18688: *26 connect() failed (111: Connection refused) while connecting to upstream, client: 127.0.0.1, server: p1.strict-right-ca.upstream, request: "GET /api?a=b HTTP/1.1", upstream: "https://127.0.0.1:18445/api?a=b", host: "localhost:18444"
{"event":"end","at":1795503414.674,"port":18444,"client":"127.0.0.1","connection":26,"nth":1,"tls":"TLSv1.3","method":"GET","path":"/api","authorization":false,"agent":"curl/7.88.1","status":502,"bytes":300}
2026/11/24 06:56:54 [info] 18688#18688: *26 client 127.0.0.1 closed keepalive connection`,
  unresolved: `2026/11/24 06:57:00 [error] 18688#18688: *28 nowhere.test could not be resolved (110: Operation timed out), client: 127.0.0.1, server: p1.lost.upstream, request: "GET /api?a=b HTTP/1.1", host: "localhost:18446"`,
  plain: `{"event":"arrival","at":1795577870.558,"port":10001,"client":"172.29.0.2","connection":1,"nth":1,"tls":"","method":"GET","path":"/index.yaml","authorization":true,"agent":"curl/7.88.1"}
{"event":"end","at":1795577870.558,"port":10001,"client":"172.29.0.2","connection":1,"nth":1,"tls":"","method":"GET","path":"/index.yaml","authorization":true,"agent":"curl/7.88.1","status":200,"bytes":532}
2026/11/25 03:37:50 [info] 8#8: *1 client 172.29.0.2 closed keepalive connection`,
  plainUnused: `2026/11/25 03:37:50 [info] 8#8: *2 client closed connection while waiting for request, client: 172.29.0.2, server: 0.0.0.0:10002`,
  tlsToPlain: `2026/11/25 03:37:50 [info] 8#8: *3 client sent invalid method while reading client request line, client: 172.29.0.2, server: silent, request: "\u0016\u0003\u0001\u0002\u0000\u0001\ufffd\u2028\u0003"
2026/11/25 03:37:50 [info] 8#8: *3 recv() failed (104: Connection reset by peer) while reading client request line, client: 172.29.0.2, server: silent, request: "\u0016\u0003\u0001"
{"event":"end","at":1795577870.829,"port":10002,"client":"172.29.0.2","connection":3,"nth":1,"tls":"","method":"","path":"","authorization":false,"agent":"","status":400,"bytes":295}`,
  noCredential: `2026/11/25 03:37:52 [info] 8#8: *10 no user/password was provided for basic authentication, client: 172.29.0.2, server: guarded, request: "GET /index.yaml HTTP/1.1", host: "ftls-listeners21287-edge:10006"
{"event":"end","at":1795577872.059,"port":10006,"client":"172.29.0.2","connection":10,"nth":1,"tls":"TLSv1.3","method":"GET","path":"/index.yaml","authorization":false,"agent":"curl/7.88.1","status":401,"bytes":370}
2026/11/25 03:37:52 [info] 8#8: *10 client 172.29.0.2 closed keepalive connection`,
  unknownUser: `2026/11/25 03:37:52 [error] 8#8: *11 user "stranger" was not found in "/srv/edge/guarded/htpasswd", client: 172.29.0.2, server: guarded, request: "GET /index.yaml HTTP/1.1", host: "ftls-listeners21287-edge:10006"
{"event":"end","at":1795577872.160,"port":10006,"client":"172.29.0.2","connection":11,"nth":1,"tls":"TLSv1.3","method":"GET","path":"/index.yaml","authorization":true,"agent":"curl/7.88.1","status":401,"bytes":370}`,
  wrongPassword: `2026/11/25 03:37:52 [error] 8#8: *12 user "stranger": password mismatch, client: 172.29.0.2, server: guarded, request: "GET /index.yaml HTTP/1.1", host: "ftls-listeners21287-edge:10006"
{"event":"end","at":1795577872.253,"port":10006,"client":"172.29.0.2","connection":12,"nth":1,"tls":"TLSv1.3","method":"GET","path":"/index.yaml","authorization":true,"agent":"curl/7.88.1","status":401,"bytes":370}`,
  redirect: `{"event":"end","at":1795577874.069,"port":10009,"client":"172.29.0.2","connection":26,"nth":1,"tls":"TLSv1.3","method":"GET","path":"/probe-0.1.0.tgz","authorization":true,"agent":"Helm/4.1.4","status":302,"bytes":375}`,
} as const;

/** The head of a line of nginx's error log. */
const EVENT = '2026/11/24 06:56:26 [info] 18688#18688: ';
const HEAD = recordHead(LISTENERS.slice(0, 1)).trim();

/** A line of JSON with other fields. */
const lineWith = (line: string, fields: object) => JSON.stringify({ ...JSON.parse(line), ...fields });

const read = (...texts: string[]) => readEdgeRecord(`${recordHead(LISTENERS)}${texts.join('\n')}\n`);

describe('readEdgeRecord', () => {
  it('joins arrival and end to one request, on an established connection', () => {
    expect(read(REAL.trusted)).toEqual({
      connections: [
        {
          listener: CHARTS,
          connection: 1,
          client: '127.0.0.1',
          at: 1_795_503_385_808,
          tls: { kind: 'established', protocol: 'TLSv1.3' },
        },
      ],
      requests: [
        {
          listener: CHARTS,
          connection: 1,
          client: '127.0.0.1',
          at: 1_795_503_385_808,
          method: 'GET',
          path: '/index.yaml',
          hasAuthorization: false,
          userAgent: 'curl/7.88.1',
          tlsProtocol: 'TLSv1.3',
          end: { at: 1_795_503_385_808, status: 200, bytes: 248 },
        },
      ],
      notices: [],
      unread: [],
    });
  });

  it('keeps two requests of one connection apart', () => {
    const { connections, requests } = read(REAL.twoRequests);
    expect(connections.map(({ at }) => at)).toEqual([1_795_503_388_391]);
    expect(requests.map(({ path, end, hasAuthorization }) => [path, end?.status, hasAuthorization])).toEqual([
      ['/index.yaml', 200, true],
      ['/missing.tgz', 404, true],
    ]);
  });

  it.each<[keyof typeof REAL, TlsOutcome]>([
    ['goRefuses', { kind: 'refused-by-client', alert: 42, text: 'bad certificate' }],
    ['curlRefuses', { kind: 'refused-by-client', alert: 48, text: 'unknown ca' }],
    ['nothingAsked', { kind: 'established-unused' }],
    ['leftAtOnce', { kind: 'closed-early' }],
    ['leftInHello', { kind: 'closed-early' }],
    [
      'garbage',
      {
        kind: 'failed',
        reason: 'SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number)',
      },
    ],
    [
      'oldTls',
      {
        kind: 'failed',
        reason: 'SSL_do_handshake() failed (SSL: error:0A000102:SSL routines::unsupported protocol)',
      },
    ],
  ])('tells the outcome of a connection without a request: %s', (name, tls) => {
    const record = read(REAL[name]);
    expect(record.connections).toEqual([
      expect.objectContaining({ listener: CHARTS, client: '127.0.0.1', tls }),
    ]);
    expect(record).toMatchObject({ requests: [], notices: [], unread: [] });
  });

  it.each([
    ['tlsv1 unrecognized name', 112, 'unrecognized name'],
    ['tlsv13 alert certificate required', 116, 'certificate required'],
    ['reason(1071)', 71, 'reason(1071)'],
  ])('reads an alert however OpenSSL words it: %s', (words, alert, text) => {
    const line = REAL.goRefuses.replace(
      'sslv3 alert bad certificate:SSL alert number 42',
      `${words}:SSL alert number ${alert}`,
    );
    expect(read(line).connections[0]?.tls).toEqual({ kind: 'refused-by-client', alert, text });
  });

  it('takes the time of a connection event for UTC', () => {
    expect(read(REAL.goRefuses).connections[0]?.at).toBe(Date.parse('2026-11-24T06:56:34Z'));
  });

  it('does not take plain HTTP for TLS', () => {
    const record = read(REAL.plainHttp);
    expect(record.connections).toEqual([
      expect.objectContaining({ connection: 12, tls: { kind: 'not-tls' } }),
    ]);
    expect(record.requests).toEqual([expect.objectContaining({ tlsProtocol: '' })]);
    expect(record.notices).toHaveLength(1);
  });

  it.each<[string, string, object[]]>([
    ['a request', REAL.plain, [expect.objectContaining({ path: '/index.yaml', hasAuthorization: true })]],
    ['silence', REAL.plainUnused, []],
    ['TLS', REAL.tlsToPlain, [expect.objectContaining({ method: '', end: expect.anything() })]],
  ])('sees no handshake in %s that comes to a plain listener', (_, text, requests) => {
    const record = read(text);
    expect(record.connections.map(({ tls }) => tls)).toEqual([{ kind: 'plain' }]);
    expect(record.requests).toEqual(requests);
    expect(record.requests.map(({ tlsProtocol }) => tlsProtocol)).toEqual(requests.map(() => ''));
  });

  it('keeps refused credentials as requests that bore one, and never tells their user', () => {
    const record = read(REAL.noCredential, REAL.unknownUser, REAL.wrongPassword);
    expect(record.requests.map(({ hasAuthorization, end }) => [hasAuthorization, end?.status])).toEqual([
      [false, 401],
      [true, 401],
      [true, 401],
    ]);
    expect(record.notices.map(({ text }) => text)).toEqual([
      'no user/password was provided for basic authentication',
      'the user was not found in "/srv/edge/guarded/htpasswd"',
      'the user: password mismatch',
    ]);
    expect(JSON.stringify(record)).not.toContain('stranger');
  });

  it('names no user where the line begins with one, and there alone', () => {
    const event = (text: string) => `${EVENT}*1 ${text}, client: 10.0.0.1, server: guarded`;
    expect(read(event('a user "index" was asked for'), event('user "a": b" was not found')).notices).toEqual([
      expect.objectContaining({ text: 'a user "index" was asked for' }),
      expect.objectContaining({ text: 'the user was not found' }),
    ]);
  });

  it('takes a request that was answered before its arrival could be written', () => {
    expect(read(REAL.redirect)).toMatchObject({
      connections: [{ listener: 'redirecting', tls: { kind: 'established', protocol: 'TLSv1.3' } }],
      requests: [{ path: '/probe-0.1.0.tgz', hasAuthorization: true, end: { status: 302 } }],
    });
  });

  it('counts what was no HTTP as an established connection', () => {
    const record = read(REAL.notHttp);
    expect(record.connections[0]?.tls).toEqual({ kind: 'established', protocol: 'TLSv1.3' });
    expect(record.requests).toEqual([expect.objectContaining({ method: '', path: '' })]);
  });

  it('gives path and user agent as they were sent', () => {
    expect(read(REAL.oddNames).requests[0]).toMatchObject({
      path: '/a%22%5c%0a%ff/../x%20y',
      userAgent: String.raw`a "quoted\\agent"`,
    });
  });

  it('shows a watch and its credential while it is open, and its end afterwards', () => {
    expect(read(REAL.watch).requests).toEqual([
      expect.objectContaining({ listener: UPSTREAM, hasAuthorization: true }),
    ]);
    expect(read(REAL.watch).requests[0]).not.toHaveProperty('end');
    expect(read(REAL.watch, REAL.watchEnds).requests).toEqual([
      expect.objectContaining({
        at: 1_795_503_408_323,
        end: { at: 1_795_503_409_918, status: 200, bytes: 180 },
      }),
    ]);
  });

  it('keeps what went wrong behind the edge as notices, without the query', () => {
    expect(read(REAL.upstreamGone, REAL.unresolved).notices).toEqual([
      {
        listener: UPSTREAM,
        connection: 26,
        at: Date.parse('2026-11-24T06:56:54Z'),
        level: 'error',
        text: 'connect() failed (111: Connection refused) while connecting to upstream',
      },
      expect.objectContaining({
        listener: LOST,
        text: 'nowhere.test could not be resolved (110: Operation timed out)',
      }),
    ]);
  });

  it('understands every line that nginx was seen to write', () => {
    expect(read(...Object.values(REAL)).unread).toEqual([]);
  });

  it('tells the requests of an edge that was started again from those before, which have the same numbers', () => {
    const secret = lineWith(REAL.watch, { connection: 20, nth: 1, path: '/secret', authorization: true });
    const open = lineWith(REAL.watch, { connection: 20, nth: 1, authorization: false });
    const again = lineWith(open, { at: 1_795_503_500 });
    const ends = lineWith(again, { event: 'end', status: 200, bytes: 1 });
    const record = read(open, secret, again, ends, ends);
    expect(
      record.requests.map(({ path, hasAuthorization, end }) => [path, hasAuthorization, end?.status]),
    ).toEqual([
      ['/api', false, undefined],
      ['/secret', true, undefined],
      ['/api', false, 200],
      ['/api', false, 200],
    ]);
    expect(record.connections).toHaveLength(4);
  });

  it('takes a second arrival under the same number for another request', () => {
    const { requests } = read(REAL.watch, REAL.watch);
    expect(requests.map(({ end }) => end)).toEqual([undefined, undefined]);
  });

  it.each([
    { port: 18443 },
    { method: 'POST' },
    { path: '/other' },
    { authorization: false },
    { connection: 21 },
    { nth: 2 },
  ])('does not take the end of another request for that of one under way: %j', other => {
    const [end = ''] = REAL.watchEnds.split('\n');
    const { requests } = read(REAL.watch, lineWith(REAL.watch, { nth: 3 }), lineWith(end, other));
    expect(requests.map(({ end }) => end?.status)).toEqual([undefined, undefined, 200]);
  });

  it('never lets an event undo what a request proved', () => {
    const alertAfterwards = REAL.goRefuses.replace('*7 ', '*1 ');
    const record = read(REAL.trusted, alertAfterwards);
    expect(record.connections[0]?.tls).toEqual({ kind: 'established', protocol: 'TLSv1.3' });
    expect(record.notices).toHaveLength(1);
  });

  it.each<readonly [string, string]>([
    ...['at', 'port', 'client', 'connection', 'nth', 'tls', 'method', 'path', 'authorization', 'agent'].map(
      field => [`a request without ${field}`, lineWith(REAL.watch, { [field]: undefined })] as const,
    ),
    ['an end without a status', lineWith(REAL.redirect, { status: undefined })],
    ['an end without bytes', lineWith(REAL.redirect, { bytes: undefined })],
    ['an end that calls itself otherwise', lineWith(REAL.redirect, { event: 'other' })],
    ...['event', 'name', 'port', 'tls'].map(
      field => [`a listener without ${field}`, lineWith(HEAD, { [field]: undefined })] as const,
    ),
    ['an event with something before it', `x${REAL.goRefuses}`],
    ['an event that says nothing', REAL.goRefuses.replace(/(\*7 ).*/, '$1')],
    ['an event of no listener', REAL.upstreamGone.split('\n')[1]?.replace(/, client.*/, '') ?? ''],
    [
      'an end of a good connection with something before it',
      `${EVENT}*1 x client 10.0.0.1 closed keepalive connection`,
    ],
    [
      'an end of a good connection with something behind it',
      `${EVENT}*1 client 10.0.0.1 closed keepalive connection x`,
    ],
    ['a port that is no listener', REAL.watch.replace('18444', '1')],
    ['a server that is no listener', REAL.goRefuses.replace('18443', '1')],
    ['a line that is cut off', REAL.watch.slice(0, -5)],
    ['an end without a status', REAL.watch.replace('arrival', 'end')],
    ['an unknown event', REAL.watch.replace('arrival', 'other')],
    [
      'a credential flag that is no flag',
      REAL.watch.replace('"authorization":true', '"authorization":"Bearer x"'),
    ],
    ['a line about no connection', '2026/11/24 06:41:26 [notice] 31505#31505: exiting'],
  ])('keeps apart %s', (_, line) => {
    expect(read(line)).toEqual({ connections: [], requests: [], notices: [], unread: [line] });
  });

  it('never throws, and keeps every line that it does not understand, in order', {
    timeout: PROPERTY_TIMEOUT_MS,
  }, () => {
    const jsonish = fc.json().map(text => text.replaceAll('\n', ''));
    const mutated = fc
      .tuple(fc.constantFrom(...Object.values(REAL)), fc.nat(), fc.string())
      .map(
        ([text, at, inserted]) =>
          `${text.slice(0, at % text.length)}${inserted}${text.slice((at % text.length) + 3)}`,
      );
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), jsonish, mutated), { maxLength: 8 }), texts => {
        const lines = texts.join('\n').split('\n');
        const { unread } = read(...texts);
        let from = 0;
        for (const line of unread) {
          const at = lines.indexOf(line, from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + 1;
        }
      }),
    );
  });

  it('gives back every request that was written down', { timeout: PROPERTY_TIMEOUT_MS }, () => {
    const request = fc.record({
      at: fc.nat(2_000_000_000_000),
      port: fc.constantFrom(18443, 18444, 18446),
      client: fc.constantFrom('172.18.0.2', '172.18.0.3'),
      tls: fc.constantFrom('TLSv1.2', 'TLSv1.3'),
      method: fc.constantFrom('GET', 'POST', ''),
      path: fc.string({ maxLength: 20 }).map(path => `/${path}`),
      authorization: fc.boolean(),
      agent: fc.oneof(fc.string({ maxLength: 20 }), fc.constantFrom('\u2028', 'ä"\\', '😀\u0000')),
      status: fc.option(fc.integer({ min: 100, max: 599 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(request, { maxLength: 5 }), written => {
        const lines = written.flatMap(({ at, status, ...said }, index) => {
          const common = { at: at / 1000, connection: index + 1, nth: 1, ...said };
          const arrival = JSON.stringify({ event: 'arrival', ...common });
          return status === undefined
            ? [arrival]
            : [arrival, JSON.stringify({ event: 'end', ...common, status, bytes: 1 })];
        });
        const record = read(...lines);
        expect(record.unread).toEqual([]);
        expect(record.connections).toHaveLength(written.length);
        expect(record.requests).toEqual(
          written.map(({ at, port, client, tls, method, path, authorization, agent, status }, index) => ({
            listener: LISTENERS.find(one => one.port === port)?.name,
            connection: index + 1,
            client,
            at,
            method,
            path,
            hasAuthorization: authorization,
            userAgent: agent,
            tlsProtocol: tls,
            ...(status !== undefined && { end: { at, status, bytes: 1 } }),
          })),
        );
      }),
    );
  });
});

describe('wholeRecord', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'ftls-record-')), 'edge.log');
  const print = () => execFileSync('sh', ['-c', PRINT_RECORD, 'sh', file], { encoding: 'utf8' });

  it.each(['', 'one\n', 'one\n\n{"two":2}\n'])('is the record as the script prints it: %j', text => {
    writeFileSync(file, text);
    expect(wholeRecord(print())).toBe(text.trimEnd());
  });

  it.each(['one\nan end of 1 lines', 'one\nend of 1 lines or more', 'one\nend of lines', ''])(
    'is none where its end is not said: %j',
    text => {
      expect(wholeRecord(text)).toBeUndefined();
    },
  );

  it('may be long', () => {
    const text = 'line\n'.repeat(12);
    expect(wholeRecord(`${text}end of 12 lines\n`)).toBe(text.trimEnd());
  });

  it('leaves out a line that is being written', () => {
    writeFileSync(file, 'one\nhal');
    expect(wholeRecord(print())).toBe('one');
  });

  it('is none where lines are missing, wherever they were lost', { timeout: PROPERTY_TIMEOUT_MS }, () => {
    const lines = fc.array(fc.string({ unit: fc.constantFrom('a', '{', '"', ' x'), minLength: 1 }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(lines, fc.nat(), fc.nat(), (kept, from, count) => {
        writeFileSync(file, kept.map(line => `${line}\n`).join(''));
        const printed = print().split('\n');
        const at = from % printed.length;
        const cut = printed.toSpliced(at, 1 + (count % (printed.length - at)));
        // The last is what split makes of the final line end.
        if (at === printed.length - 1) return;
        expect(wholeRecord(cut.join('\n'))).toBeUndefined();
      }),
      { numRuns: 20 },
    );
  });
});
