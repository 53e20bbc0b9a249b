import { summarize } from '../../certs/summary.ts';
import { MARK, redactSecretData } from './secretData.ts';

/**
 * Takes every secret out of a text that is about to leave the process: private keys, tokens, passwords, the user
 * fields of kubeconfigs, Authorization headers, credentials in URLs, the values of Kubernetes Secrets, and all of these
 * in base64 or in quoted strings. Certificates become one line of what they say. Redacting twice changes nothing more.
 *
 * It knows secrets by their form and by the name beside them: a bare random word cannot be told from any other.
 */
export function redact(text: string): string {
  return RULES.reduce((clean, rule) => rule(clean), text);
}

/** {@link redact} for every string within plain data; the name of a field counts as the name beside its value. */
export function redactDeep<T>(value: T): T {
  return redactValue(value) as T;
}

function redactValue(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return SECRET_NAME_ALONE.test(name) ? markUnlessPlain(value) : redact(value);
  if (Array.isArray(value)) return value.map(item => redactValue(item, name));
  if (typeof value !== 'object' || value === null) return value;
  const isSecret = 'kind' in value && value.kind === 'Secret';
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) =>
      isSecret && (key === 'data' || key === 'stringData')
        ? [key, Object.fromEntries(Object.keys(field ?? {}).map(entry => [entry, MARK]))]
        : [key, redactValue(field, key)],
    ),
  );
}

/** Ends of names whose values are secret; `tokenName` and `secretName` are names of objects, and stay. */
const TOKEN_NAME = 'token';
const PASSWORD_NAME = `password|passwd|passphrase|(?:client|private|secret|api|access|tls)[-_.]?key(?:[-_]?data)?|client[-_]?secret`;
const SECRET_NAME = `(?:${TOKEN_NAME}|${PASSWORD_NAME})`;
const SECRET_NAME_ALONE = new RegExp(`${SECRET_NAME}$`, 'i');

/** Values that tell whether there is a secret, but not which. */
const PLAIN = `-|[01]|true|false|yes|no|none|null|nil|present|absent|<(?:none|nil|empty|redacted)>`;
const PLAIN_VALUE = new RegExp(String.raw`^(["']?)(?:${PLAIN}|\[redacted[^\]]*\])?\1,?\s*$`, 'i');
const PLAIN_HEADER = new RegExp(String.raw`^(?:${PLAIN})(?=$|[\s,;})])`, 'i');

function markUnlessPlain(value: string): string {
  return PLAIN_VALUE.test(value) ? value : MARK;
}

/** A rule for a value with its name before it; what is redacted already is left alone. */
function named(name: string, value: string, flags = 'gi'): (text: string) => string {
  const expression = new RegExp(String.raw`(${name})(?!\[redacted|\s)(${value})`, flags);
  return text => text.replace(expression, (_, kept: string, found: string) => kept + markUnlessPlain(found));
}

/** An unquoted value in the middle of a line ends where the sentence or the structure around it goes on. */
const WORD = String.raw`[^\s"',;)\]}\\]+`;
/** A word that is a token rather than the beginning of an error message: long, with a digit. */
const TOKEN_WORD = String.raw`(?=[^\s"',;)\]}\\]*\d)[A-Za-z0-9._~+\/=-]{12,}(?![^\s"',;)\]}\\])`;
const QUOTED = String.raw`"(?:\\.|[^"\\\r\n])*"|'[^'\r\n]*'`;

/** In this order: what wraps other secrets comes first. */
const RULES: readonly ((text: string) => string)[] = [
  insideQuotedStrings,
  privateKeys,
  certificates,
  redactSecretData,
  insideBase64,
  headers,
  text =>
    text.replace(
      /\b(bearer\s+)(?!(?:tokens|realm|auth\w*|credentials?)\b)[A-Za-z0-9._~+/=-]{6,}/gi,
      `$1${MARK}`,
    ),
  // JWTs, kubeadm's bootstrap tokens, Rancher's API tokens.
  text => text.replace(/eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?/g, MARK),
  text => text.replace(/\b[a-z0-9]{6}\.[a-z0-9]{16}\b/g, MARK),
  text => text.replace(/\b((?:token|kubeconfig)-[a-z0-9-]{1,40}:)[a-z0-9]{30,}/g, `$1${MARK}`),
  jsonFields,
  yamlBlocks,
  // A YAML field has a line of its own, a flow field braces around it.
  named(String.raw`^[ \t]*(?:- )?[\w.-]{0,64}?${SECRET_NAME}:[ \t]+`, String.raw`\S[^\r\n]*`, 'gim'),
  named(String.raw`[{,][ \t]*[\w.-]{0,64}?${SECRET_NAME}:[ \t]+`, String.raw`[^\s,}"']+(?=[ \t]*[,}])`),
  named(String.raw`${SECRET_NAME}["']?:[ \t]*`, QUOTED),
  named(String.raw`(?:${PASSWORD_NAME})["']?:[ \t]*`, WORD),
  named(`${TOKEN_NAME}["']?:`, WORD),
  named(String.raw`${TOKEN_NAME}["']?:[ \t]+`, TOKEN_WORD),
  // Variables and query parameters, options.
  named(String.raw`${SECRET_NAME}["']?[ \t]*=(?!=)[ \t]*`, String.raw`${QUOTED}|[^\s&"',;)\]}\\<>]+`),
  named(String.raw`--[\w-]{0,64}?${SECRET_NAME}[ \t]+`, String.raw`${QUOTED}|[^\s"'-][^\s"']*`),
  named(String.raw`--[\w-]{0,64}?${SECRET_NAME}\\*["'],\s*\\*["']`, String.raw`[^"'\\]+`),
  // A container's variables.
  named(
    String.raw`"name"\s*:\s*"[\w.-]{0,64}?${SECRET_NAME}"\s*,\s*"value"\s*:\s*"`,
    String.raw`(?:\\.|[^"\\\r\n])+`,
  ),
  named(
    String.raw`name:[ \t]+["']?[\w.-]{0,64}?${SECRET_NAME}["']?[ \t]*\r?\n[ \t]*value:[ \t]+`,
    String.raw`\S[^\r\n]*`,
  ),
  credentialsInUrls,
];

/** Strings with escapes in them (JSON within JSON, a log line's quoted message) are redacted as what they stand for. */
function insideQuotedStrings(text: string): string {
  return text.replace(/(?<!\\)"(?:\\.|[^"\\\r\n])*"/g, literal => {
    if (!literal.includes('\\')) return literal;
    const content = unquoted(literal);
    if (content === undefined) return literal;
    const clean = redact(content);
    return clean === content ? literal : JSON.stringify(clean);
  });
}

function unquoted(literal: string): string | undefined {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return undefined;
  }
}

/** A key that is cut off goes as far as it looks like one. */
function privateKeys(text: string): string {
  return text.replace(
    /-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----(?:[\s\S]{0,16384}?-----END [A-Z0-9 ]*PRIVATE KEY-----|(?:[A-Za-z0-9+/=\s]|\\+[nr])*)/g,
    '[redacted private key]',
  );
}

function certificates(text: string): string {
  return text.replace(
    /-----BEGIN (?:TRUSTED )?CERTIFICATE-----([\s\S]{0,16384}?)-----END (?:TRUSTED )?CERTIFICATE-----/g,
    (_, body: string) => describeCertificate(body.replace(/\\+[nr]|\s/g, '')),
  );
}

/** Without quotes and backslashes, since it may stand within a quoted string. */
function describeCertificate(base64: string): string {
  try {
    const { subject, issuer, names, notBefore, notAfter, fingerprint } = summarize(
      `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    );
    const valid = names.length === 0 ? '' : `, names ${names.join(' ')}`;
    return `[certificate ${subject}, issued by ${issuer}${valid}, from ${notBefore} to ${notAfter}, sha256 ${fingerprint}]`.replace(
      /["\\\r\n]/g,
      "'",
    );
  } catch {
    return '[certificate that cannot be read]';
  }
}

/** Base64 on one line, or in lines of equal length; and what begins as a PEM block or a JWT does, whatever precedes it. */
const BASE64 = /(?:[A-Za-z0-9+/]{60,76}(?:\r?\n[ \t]*))+[A-Za-z0-9+/]*={0,2}|[A-Za-z0-9+/]{16,}={0,2}/g;
const BASE64_OF_PEM_OR_JWT = /(?:LS0tLS1CRUdJTi|ZXlK)[A-Za-z0-9+/_-]+={0,2}/g;

function insideBase64(text: string): string {
  const replace = (encoded: string) => {
    const content = Buffer.from(encoded, 'base64').toString('latin1');
    const clean = redact(content);
    if (clean === content) return encoded;
    return content.startsWith('-----BEGIN CERTIFICATE-----') && !clean.includes('redacted')
      ? clean.trim().replaceAll('\n', ' ')
      : '[redacted base64]';
  };
  return text.replace(BASE64, replace).replace(BASE64_OF_PEM_OR_JWT, replace);
}

/** Headers as sent, as JSON, as Go and Node print them. Whether there was one, and its scheme, stays. */
function headers(text: string): string {
  return text.replace(
    /((?:authorization|cookie|x-[a-z-]{0,40}(?:token|key))(?:\\*["']?\s*[:=]|\\*["']\s*,)\s*\[?\s*\\*["']?)([^"'\r\n\]\\]+)/gi,
    (whole, kept: string, value: string) => {
      if (PLAIN_HEADER.test(value) || /^\[?redacted|\[redacted/.test(value)) return whole;
      const scheme = /^(?:bearer|basic|digest|negotiate)\s+(?=\S)/i.exec(value)?.[0] ?? '';
      return kept + scheme + MARK;
    },
  );
}

/** `password: |` with its lines below. */
function yamlBlocks(text: string): string {
  return text.replace(YAML_BLOCK, `$1$2${MARK}\n`);
}

const YAML_BLOCK = new RegExp(
  String.raw`^([ \t]*)((?:- )?[\w.-]{0,64}?${SECRET_NAME}:[ \t]+)[|>][-+0-9]*[ \t]*\r?\n(?:\1[ \t]+[^\n]*(?:\n|$)|[ \t]*\n)*`,
  'gim',
);

/** `"name": "value"`, also within strings that are quoted themselves; a value that is cut off goes to the line's end. */
function jsonFields(text: string): string {
  const mark = (_: string, kept: string, value: string, end: string) => kept + markUnlessPlain(value) + end;
  return text
    .replace(JSON_FIELD, mark)
    .replace(QUOTED_JSON_FIELD, (_, kept: string, _quote, value: string, end: string) =>
      mark(_, kept, value, end),
    );
}

const JSON_FIELD = new RegExp(
  String.raw`((?:${SECRET_NAME}|auth)"\s*:\s*")((?:\\.|[^"\\\r\n])*)("|\\?$)`,
  'gim',
);
const QUOTED_JSON_FIELD = new RegExp(
  String.raw`((?:${SECRET_NAME}|auth)(\\+)"\s*:\s*\2")([^\r\n]*?)((?<!\\)\2"|$)`,
  'gim',
);

/** `https://user:password@host`; the user of `ssh://git@host` is no secret, and `image@sha256:` is no host. */
function credentialsInUrls(text: string): string {
  return text.replace(/(\b[a-z][a-z0-9+.-]{1,20}:\/\/)(?!git@)[^\s/?#"'<>\\]+@(?!sha256:)/gi, `$1${MARK}@`);
}
