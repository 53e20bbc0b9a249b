import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createAuthority, issueLeaf, type Leaf } from '../../certs/authority.ts';
import { redact, redactDeep } from './redact.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const base64url = (text: string) => Buffer.from(text).toString('base64url');
const jwt = (secret: string) =>
  `${base64url('{"alg":"RS256"}')}.${base64url(`{"sub":"${secret}"}`)}.${base64url(secret)}`;
/** As `base64` prints it: lines of 76. */
const wrapped = (text: string) => base64(text).replace(/.{76}/g, '$&\n');

/** Every form in which a secret may stand in what the harness writes; the lines around it are put on by the test. */
const SHAPES: Record<string, (secret: string) => string> = {
  'a bearer token': s => `curl failed with Bearer ${s}`,
  'an Authorization header': s => `Authorization: Bearer ${s}`,
  'a basic Authorization header': s => `authorization: Basic ${base64(`admin:${s}`)}`,
  'an Authorization header without a scheme': s => `Authorization: ${s}`,
  'a quoted header of curl': s => `curl -H 'Authorization: Bearer ${s}' https://up`,
  'a header that Go prints': s => `map[Accept:[*/*] Authorization:[Bearer ${s}] Host:[up]]`,
  'headers in JSON': s => `{"headers":{"authorization":["Bearer ${s}"],"accept":"*/*"}}`,
  'raw headers of Node': s => `[ 'Authorization', 'Token ${s}', 'Accept', '*/*' ]`,
  'a cookie': s => `Set-Cookie: R_SESS=${s}; Path=/`,
  'a JWT': s => `got ${jwt(s)} from the token request`,
  'a JWT without a signature': s => `${base64url('{"alg":"none"}')}.${base64url(s)}`,
  'a JWT in base64': s => `value ${base64(jwt(s))} end`,
  'a PEM private key': s => `-----BEGIN EC PRIVATE KEY-----\n${base64(s)}\n-----END EC PRIVATE KEY-----`,
  'a PEM private key that is cut off': s => `-----BEGIN PRIVATE KEY-----\n${base64(s)}`,
  'an indented PEM private key': s =>
    `  key: |\n    -----BEGIN PRIVATE KEY-----\n    ${base64(s)}\n    -----END PRIVATE KEY-----`,
  'a PEM private key in a quoted string': s =>
    JSON.stringify({ log: `-----BEGIN RSA PRIVATE KEY-----\n${base64(s)}\n-----END RSA PRIVATE KEY-----\n` }),
  'a PEM private key in base64': s =>
    `x: ${base64(`-----BEGIN PRIVATE KEY-----\n${base64(s)}\n-----END PRIVATE KEY-----\n`)}`,
  'a PEM private key in wrapped base64': s =>
    wrapped(`-----BEGIN PRIVATE KEY-----\n${base64(s.repeat(3))}\n-----END PRIVATE KEY-----\n`),
  'a kubeconfig': s =>
    `users:\n- name: a\n  user:\n    token: ${s}\n    client-key-data: ${base64(s)}\n    password: ${s}`,
  'a kubeconfig in a quoted string': s => JSON.stringify({ value: `users:\n- user:\n    token: ${s}\n` }),
  'a kubeconfig in base64': s => base64(`users:\n- name: a\n  user:\n    password: "${s}"\n`),
  'a kubeconfig in JSON': s =>
    JSON.stringify({ users: [{ name: 'a', user: { token: s, 'client-key-data': base64(s) } }] }),
  'a kubeconfig of one line': s => `users: [{name: a, user: {token: ${s}, username: b}}]`,
  'basic auth in a URL': s => `GET https://user:${s}@charts.test/index.yaml`,
  'a token in a URL': s => `git clone https://${s}@git.test/r.git`,
  'a query parameter': s => `GET /v1?access_token=${s}&watch=1`,
  'an option with a value': s => `helm registry login --password ${s} --username u`,
  'an option with an equals sign': s => `kubectl --token=${s} get pods`,
  'options in a list': s => JSON.stringify(['--password', s, '--debug']),
  'an environment variable': s => `REGISTRY_PASSWORD=${s}`,
  'a variable of a container in YAML': s => `env:\n- name: REGISTRY_PASSWORD\n  value: ${s}\n- name: A`,
  'a variable of a container in JSON': s =>
    JSON.stringify({ env: [{ name: 'API_TOKEN', value: s }] }, null, 2),
  'a struct that Go prints': s => `{Username:u Password:${s} Token:${s}}`,
  'an object that Node prints': s => `{ user: 'u', bearerToken: '${s}' }`,
  'a log line with a field': s => `level=info msg=x token="${s}"`,
  'a JSON field': s => `{"password": "${s}", "user": "u"}`,
  'a JSON field with quotes in its value': s => JSON.stringify({ password: `"${s}\\"`, user: 'u' }),
  'a JSON field that is cut off': s => `{"user":"u","password":"${s}`,
  'JSON in JSON in JSON': s => JSON.stringify({ a: JSON.stringify({ b: JSON.stringify({ token: s }) }) }),
  'a password of several words': s => `password: correct horse ${s}`,
  'a block of YAML': s => `auth:\n  password: |-\n    ${s}\n  user: u`,
  'credentials of a registry': s => `{"auths":{"r.test":{"auth":"${base64(`u:${s}`)}"}}}`,
  'a Secret in YAML': s =>
    `apiVersion: v1\ndata:\n  values: ${base64(s)}\n  other: |\n    ${s}\nkind: Secret\nmetadata:\n  name: a`,
  'a list of Secrets in YAML': s =>
    `items:\n- apiVersion: v1\n  stringData:\n    anything: ${s}\n  kind: Secret\n- kind: Secret\n  data: {a: ${s}}`,
  'a Secret in JSON': s =>
    JSON.stringify({ kind: 'Secret', data: { values: base64(s) }, stringData: { x: `{${s}}` } }, null, 2),
  'a list of Secrets without kinds': s =>
    JSON.stringify({ items: [{ data: { cacerts: s }, metadata: { name: 'a' }, type: 'Opaque' }] }),
  'the last applied Secret in an annotation': s =>
    JSON.stringify({
      metadata: {
        annotations: { last: JSON.stringify({ kind: 'Secret', apiVersion: 'v1', data: { a: s } }) },
      },
    }),
};

/** A certificate of openssl, with quotes in its subject. */
const QUOTING = `-----BEGIN CERTIFICATE-----
MIIBjTCCATOgAwIBAgIUMZjgc1OvkYK0pZHBlQpHNl8F3rwwCgYIKoZIzj0EAwIw
GzEZMBcGA1UEAwwQdGhlICJwcml2YXRlIiBDQTAgFw0yNjExMjUxODAyNTZaGA8y
MTI2MTEwMTE4MDI1NlowGzEZMBcGA1UEAwwQdGhlICJwcml2YXRlIiBDQTBZMBMG
ByqGSM49AgEGCCqGSM49AwEHA0IABCrdWxXOczd2Ye2pN4I0SPAfGHWuCTAifhf9
WraEfg9nUx0b98P/S9rfIH5RT3XxLHMl1JuebxItEOfCtctXjD2jUzBRMB0GA1Ud
DgQWBBQd6st5kbusT11/eJD3V2Tt+tHGIDAfBgNVHSMEGDAWgBQd6st5kbusT11/
eJD3V2Tt+tHGIDAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0gAMEUCIDq5
pQ4jadeRB/jSJJZlnmQLPXNqxYdoRRnRJi5Ye6U0AiEAhHBw5zxbDJUzH+Vm0iBV
CQ8ULcsC1EZ/FhOS4YQYSMg=
-----END CERTIFICATE-----
`;

/** Letters and digits, a letter and a digit for sure, as tokens have them. */
const secrets = fc.stringMatching(/^[a-zA-Z0-9]{18,60}$/).map(text => `${text}7Q`);
const surroundings = fc
  .string({ unit: 'binary-ascii', maxLength: 30 })
  .map(text => text.replace(/[\\"'\n\r-]/g, ' '));

describe('redact', () => {
  let leaf: Leaf;
  beforeAll(async () => {
    leaf = await issueLeaf(await createAuthority({ commonName: 'private CA' }), {
      dnsNames: ['edge.test'],
      ipAddresses: ['10.1.2.3'],
    });
  });

  it.each(Object.entries(SHAPES))('lets no secret out of %s', (_, shape) => {
    fc.assert(
      fc.property(secrets, surroundings, surroundings, (secret, before, after) => {
        const out = redact(`${before}\n${shape(secret)}\n${after}`);
        expect(out).not.toContain(secret);
        expect(out).not.toContain(base64(secret).replace(/=+$/, ''));
        expect(out).toContain('redacted');
      }),
      { seed: 3589, numRuns: 60 },
    );
  });

  it('changes nothing more when it is done twice', () => {
    fc.assert(
      fc.property(
        secrets,
        fc.constantFrom(...Object.values(SHAPES)),
        surroundings,
        (secret, shape, around) => {
          const once = redact(`${around}\n${shape(secret)}\n${around}`);
          expect(redact(once)).toBe(once);
        },
      ),
      { seed: 3589, numRuns: 300 },
    );
  });

  it('keeps JSON readable as JSON', () => {
    const text = JSON.stringify(
      { a: 'Authorization: Bearer abcdefgh', token: 'x"y', b: { password: '\\' }, c: 'kept' },
      null,
      2,
    );
    expect(JSON.parse(redact(text))).toEqual({
      a: 'Authorization: Bearer [redacted]',
      token: '[redacted]',
      b: { password: '[redacted]' },
      c: 'kept',
    });
  });

  it('shows of a certificate its subject, issuer, names, dates and fingerprint', () => {
    expect(redact(`ca:\n${leaf.certPem}end`)).toMatch(
      /^ca:\n\[certificate CN=edge\.test, issued by CN=private CA, names edge\.test 10\.1\.2\.3, from \d{4}-\S+Z to \d{4}-\S+Z, sha256 (?:[0-9A-F]{2}:){31}[0-9A-F]{2}\]\s*end$/,
    );
  });

  it('shows a certificate in base64 or in a quoted string in the same way', () => {
    const summary = redact(leaf.certPem).trim();
    expect(redact(`certificate-authority-data: ${base64(leaf.certPem)}`)).toBe(
      `certificate-authority-data: ${summary}`,
    );
    expect(JSON.parse(redact(JSON.stringify({ ca: leaf.certPem })))).toEqual({ ca: redact(leaf.certPem) });
  });

  it('shows of a certificate without names none, and none of its quotes', () => {
    expect(redact(QUOTING)).toMatch(
      /^\[certificate CN=the ''private'' CA, issued by CN=the ''private'' CA, from 2026-/,
    );
  });

  it('shows several certificates in base64, and nothing of what stands with a key or another text', () => {
    const summary = redact(leaf.certPem).trim();
    expect(redact(base64(leaf.certPem + leaf.certPem))).toBe(`${summary} ${summary}`);
    expect(redact(base64(leaf.certPem + leaf.keyPem))).toBe('[redacted base64]');
    expect(redact(base64(`ca\n${leaf.certPem}`))).toBe('[redacted base64]');
  });

  it('reads a certificate whose line ends are written out, however often', () => {
    const summary = redact(leaf.certPem).trim();
    for (const end of ['\\n', String.raw`\\n`, '\r\n', '\n  ']) {
      expect(redact(leaf.certPem.trim().replaceAll('\n', end))).toBe(summary);
    }
  });

  it('keeps the certificates and drops the key of a bundle', () => {
    const out = redact(leaf.keyPem + leaf.certPem);
    expect(out).toContain('CN=edge.test');
    expect(out).toContain('[redacted private key]');
    expect(out).not.toContain('BEGIN');
  });

  it('says so when a certificate cannot be read', () => {
    expect(redact('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----')).toBe(
      '[certificate that cannot be read]',
    );
  });

  it('lets nothing of a real RSA key out, in any of its forms', () => {
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
    });
    const line = privateKey.split('\n')[3] ?? '';
    for (const form of [
      privateKey,
      JSON.stringify({ key: privateKey }),
      privateKey.replace(/^/gm, '    '),
      privateKey.slice(0, 900),
    ]) {
      expect(redact(form)).not.toContain(line);
    }
    expect(redact(base64(privateKey))).toBe('[redacted base64]');
  });

  it.each([
    'Get "https://10.1.2.3:6443/api": tls: failed to verify certificate: x509: failed to load system roots and no roots provided',
    'x509: certificate signed by unknown authority (possibly because of "x509: ECDSA verification failure" while trying to verify candidate authority certificate "private CA")',
    'failed to get registration token: Get "https://up:6443/": dial tcp: connection refused',
    'no token: serviceaccounts "fleet-agent" not found',
    'looking up token secret: secrets "import-token-abc12" not found',
    'helm: 401 Unauthorized, user name and password did not match',
    'image: docker://rancher/fleet@sha256:3f2a9b0c3f2a9b0c3f2a9b0c3f2a9b0c3f2a9b0c3f2a9b0c3f2a9b0c3f2a9b0c',
    '{"listener":"charts","method":"GET","path":"/index.yaml","authorization":false}',
    'GET /apis authorization=yes tls=TLSv1.3 status=200',
    'authorization: - path: /',
    'spec:\n  helmSecretName: charts-auth\n  tokenName: import\n  automountServiceAccountToken: true',
    'kind: ConfigMap\ndata:\n  config: "agentTLSMode: strict"',
    '  - serviceAccountToken:\n      path: token\n      expirationSeconds: 3607',
    'the bearer token was refused; basic constraints of the certificate are wrong',
    '/var/run/secrets/kubernetes.io/serviceaccount/token',
    'bearer authentication is required; the bearer credential is old; bearer credentials and bearer tokens',
    'level=error msg="token: secret not found"',
    String.raw`"a\/b" "C:\dir"`,
    'git@github.com:rancher/fleet.git ssh://git@git.test/charts.git',
    'WWW-Authenticate: Bearer realm="https://auth.test/token"',
    '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----',
  ])('leaves evidence without a secret as it is: %s', line => {
    expect(redact(line)).toBe(line);
  });

  it.each([
    ['Authorization: Basic dTpw', 'Authorization: Basic [redacted]'],
    ['Authorization: Basic  dTpw', 'Authorization: Basic  [redacted]'],
    ['authorization:Basic dTpw', 'authorization:Basic [redacted]'],
    ['Authorization : Basic dTpw', 'Authorization : Basic [redacted]'],
    ['Authorization: abc Basic dTpw', 'Authorization: [redacted]'],
    ['Authorization: Basic xredactedx', 'Authorization: Basic [redacted]'],
    ['Authorization: present', 'Authorization: present'],
    ['Authorization: None', 'Authorization: None'],
    ['{"authorization":["Basic dTpw"]}', '{"authorization":["Basic [redacted]"]}'],
    [`[ 'Authorization' , 'Basic dTpw' ]`, `[ 'Authorization' , 'Basic [redacted]' ]`],
    ['X-Auth-Token: abc', 'X-Auth-Token: [redacted]'],
    ['X-Api-Key: abc', 'X-Api-Key: [redacted]'],
    ['x-token: abc', 'x-token: [redacted]'],
    ['X-Session-Key: a b', 'X-Session-Key: [redacted]'],
  ])('keeps of a header whether it was there, and its scheme: %s', (text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  it.each([
    ['Bearer  abcdef', 'Bearer  [redacted]'],
    ['join abcdef.0123456789abcdef now', 'join [redacted] now'],
    [`token-abc12:${'a1'.repeat(15)} x`, 'token-abc12:[redacted] x'],
    [`kubeconfig-u-abc12:${'a1'.repeat(27)} x`, 'kubeconfig-u-abc12:[redacted] x'],
    [`got ${jwt('abcdef')} x`, 'got [redacted] x'],
    ['sent token: abcdefghijkl1 to it', 'sent token: [redacted] to it'],
    ['user: {token: abc, a: b}', 'user: {token: [redacted], a: b}'],
    ['https://u:p@h/x', 'https://[redacted]@h/x'],
    ['password: True', 'password: True'],
    [
      String.raw`{\"Password\":\"abc\",\"token\":\"d`.concat('\nnext'),
      String.raw`{\"Password\":\"[redacted]\",\"token\":\"[redacted]`.concat('\nnext'),
    ],
  ])('takes the secret alone out of %j', (text, clean) => {
    expect(redact(text)).toBe(clean);
  });

  it.each([
    ['as it is', '\n'],
    ['with line ends of Windows', '\r\n'],
    ['with its line ends written out', '\\n'],
    ['with its line ends written out twice', String.raw`\\n`],
  ])('takes a private key out to its end, %s', (_, end) => {
    const key = [
      '-----BEGIN EC PRIVATE KEY-----',
      'Proc-Type: 4,ENCRYPTED',
      '',
      'AAAA',
      '-----END EC PRIVATE KEY-----',
    ];
    expect(redact(`a ${key.join(end)} b`)).toBe('a [redacted private key] b');
    expect(redact(`a ${['-----BEGIN PRIVATE KEY-----', 'AAAA', 'BBBB'].join(end)}`)).toBe(
      'a [redacted private key]',
    );
  });

  it.each([
    ['lines', '\n'],
    ['indented lines', '\n    '],
    ['lines that end as on Windows', '\r\n'],
  ])('takes base64 out as a whole, in %s, whatever its padding', (_, end) => {
    for (const filling of ['', 'x', 'xx']) {
      const secret = `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(200)}${filling}\n-----END PRIVATE KEY-----`;
      const text = base64(secret).replace(/.{76}/g, `$&${end}`);
      expect(redact(`a: ${text}, b`)).toBe('a: [redacted base64], b');
    }
  });

  it('takes base64 of a key or a JWT out whatever is glued to it', () => {
    for (const filling of ['', 'x', 'xx']) {
      const key = `-----BEGIN PRIVATE KEY-----\n${filling}`;
      for (const text of [base64(key), base64(jwt(`abc${filling}`))]) {
        expect(redact(`a/${text} b`)).toBe('a/[redacted base64] b');
      }
    }
  });

  it('keeps the names of the entries of a Secret', () => {
    expect(redact('kind: Secret\ndata:\n  username: dQ==\n  cacerts: |\n    x\nmetadata:\n  name: a\n')).toBe(
      'kind: Secret\ndata:\n  username: [redacted]\n  cacerts: [redacted]\nmetadata:\n  name: a\n',
    );
  });

  it('leaves the other documents of a YAML text alone', () => {
    const other = 'kind: ConfigMap\ndata:\n  a: b\n';
    expect(redact(`${other}---\nkind: Secret\ndata:\n  a: b\n`)).toBe(
      `${other}---\nkind: Secret\ndata:\n  a: [redacted]\n`,
    );
  });

  it.each([
    ['letters', 'a'.repeat(400_000)],
    ['quotes that are escaped and never closed', `"${'\\"x'.repeat(100_000)}`],
    ['beginnings of keys', '-----BEGIN PRIVATE KEY-----!\n'.repeat(3_000)],
    ['names of secrets', 'token'.repeat(60_000)],
    ['blanks', `password:${' '.repeat(200_000)}`],
    ['open braces', `${'{"data": {"a": "b", '.repeat(5_000)}"kind": "Secret"`],
  ])(
    'needs only seconds of a processor for a long text of %s',
    (_, text) => {
      const before = process.cpuUsage();
      redact(text);
      expect(process.cpuUsage(before).user / 1e6).toBeLessThan(4);
    },
    60_000,
  );
});

describe('redactDeep', () => {
  it('redacts every string, and what stands under the name of a secret', () => {
    expect(
      redactDeep({
        a: ['Bearer abcdefgh', 3, null],
        user: { token: 'abc', tokenName: 'import', password: '' },
        API_KEY: ['abc', { deep: 'Bearer abcdefgh' }],
        ok: true,
      }),
    ).toEqual({
      a: ['Bearer [redacted]', 3, null],
      user: { token: '[redacted]', tokenName: 'import', password: '' },
      API_KEY: ['[redacted]', { deep: 'Bearer [redacted]' }],
      ok: true,
    });
  });

  it('takes the values out of a Secret and leaves a ConfigMap', () => {
    expect(
      redactDeep([
        { kind: 'Secret', data: { a: 'b' }, stringData: { c: 'd' }, type: 'Opaque' },
        { kind: 'Secret', data: null },
        { kind: 'ConfigMap', data: { a: 'b' } },
      ]),
    ).toEqual([
      { kind: 'Secret', data: { a: '[redacted]' }, stringData: { c: '[redacted]' }, type: 'Opaque' },
      { kind: 'Secret', data: {} },
      { kind: 'ConfigMap', data: { a: 'b' } },
    ]);
  });
});
