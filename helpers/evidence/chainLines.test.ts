import { expect, test } from 'vitest';
import { createAuthority, issueLeaf } from '../../certs/authority.ts';
import { readServedChain } from '../edge/servedChain.ts';
import { chainLines } from './chainLines.ts';
import { redact } from './redact.ts';

test('a served chain is told certificate by certificate, as curl wrote it out, and nothing of it is redacted', async () => {
  const root = await createAuthority({ commonName: 'private CA' });
  const leaf = await issueLeaf(root, { dnsNames: ['edge.test'], ipAddresses: ['10.1.2.3'] });
  const written = `Subject:CN = edge.test\nVersion:2\n${leaf.certPem}Subject:CN = private CA\n${root.certPem}`;
  const told = chainLines('charts, https://edge.test:10001', readServedChain(written));
  expect(redact(told)).toBe(told);
  const dates = String.raw`from \d{4}-\S+Z to \d{4}-\S+Z`;
  const print = 'sha256 (?:[0-9A-F]{2}:){31}[0-9A-F]{2}';
  expect(told).toMatch(
    new RegExp(
      [
        'charts, https://edge\\.test:10001',
        ' 0 s:CN=edge\\.test',
        '   i:CN=private CA',
        '   names edge\\.test 10\\.1\\.2\\.3',
        `   ${dates}`,
        `   ${print}`,
        ' 1 s:CN=private CA \\(CA\\)',
        '   i:CN=private CA',
        `   ${dates}`,
        `   ${print}`,
        '$',
      ].join('\n'),
    ),
  );
});

test('an endpoint that shows no certificate has an empty chain', () => {
  expect(readServedChain('')).toEqual([]);
});
