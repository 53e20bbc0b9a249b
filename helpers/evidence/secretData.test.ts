import { expect, test } from 'vitest';
import { redactSecretData } from './secretData.ts';

test.each([
  ['with blank lines', 'data:\n  a: b\n\n  c: d\n', 'data:\n  a: [redacted]\n\n  c: [redacted]\n'],
  ['with line ends of Windows', 'data:\r\n  a: b\r\n', 'data:\r\n  a: [redacted]\n'],
  ['on one line', 'data: {a: b}\r\nx: y', 'data: [redacted]\nx: y'],
  [
    'with quoted keys',
    `data:\n  "a b": c\n  'd:e': f\n  "": g\n  '': h`,
    `data:\n  "a b": [redacted]\n  'd:e': [redacted]\n  "": [redacted]\n  '': [redacted]`,
  ],
  ['with keys that are none', 'data:\n  a b: c\n  - d', 'data:\n  [redacted]\n  [redacted]'],
  [
    'with values of several lines',
    'data:\n  a: |\n    b: c\n  d: e',
    'data:\n  a: [redacted]\n  d: [redacted]',
  ],
  ['with dashes in its values', 'data:\n  a: x---y\n  b: z', 'data:\n  a: [redacted]\n  b: [redacted]'],
  ['with a field after it', 'stringData:\n  a: b\nc:\n  d: e', 'stringData:\n  a: [redacted]\nc:\n  d: e'],
  ['without entries', 'data:\nmetadata:\n  name: c', 'data:\nmetadata:\n  name: c'],
  ['in a list', '- data:\n    a: b\n  c: d', '- data:\n    a: [redacted]\n  c: d'],
  ['twice', 'data:\n    a: b\nstringData:\n  c: d', 'data:\n    a: [redacted]\nstringData:\n  c: [redacted]'],
])('the values go out of a Secret in YAML %s', (_, data, clean) => {
  expect(redactSecretData(`kind: Secret\n${data}`)).toBe(`kind: Secret\n${clean}`);
});

test('all values go out of a Secret in JSON, also beside one that is null', () => {
  expect(redactSecretData('{"kind":"Secret","data":{"a":"b","c":null, "d" : "e"},"x":{"y":"z"}}')).toBe(
    '{"kind":"Secret","data":{"a":"[redacted]","c":null, "d" : "[redacted]"},"x":{"y":"z"}}',
  );
});

test.each([
  '{"kind":"ConfigMap","data":{"a":"b"}}',
  'kind: ConfigMap\ndata:\n  a: b\n',
  'kind: SecretStore\ndata:\n  a: b\n',
  'the kind: Secret\ndata:\n  a: b\n',
  'a: b',
])('the values of other objects stay: %j', text => {
  expect(redactSecretData(text)).toBe(text);
});

test.each([
  'Opaque',
  'kubernetes.io/tls',
  'bootstrap.kubernetes.io/token',
  'helm.sh/release.v1',
  'fleet.cattle.io/x',
])('a Secret is known by its type, too: %s', type => {
  expect(redactSecretData(`type: ${type}\ndata:\n  a: b`)).toBe(`type: ${type}\ndata:\n  a: [redacted]`);
  expect(redactSecretData(`{"type": "${type}", "data": {"a": "b"}}`)).toBe(
    `{"type": "${type}", "data": {"a": "[redacted]"}}`,
  );
});

test('the documents of a YAML text are told apart', () => {
  const config = 'kind: ConfigMap\ndata:\n  a: b\n';
  expect(redactSecretData(`${config}---\nkind: Secret\ndata:\n  a: b\n---\n${config}`)).toBe(
    `${config}---\nkind: Secret\ndata:\n  a: [redacted]\n---\n${config}`,
  );
});
