import { beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { type Authority, createAuthority, issueLeaf, type Leaf } from './authority.ts';
import { GO_TEST_TIMEOUT_MS, runGo } from './testdata/runGo.ts';

interface Question {
  rootsPem: string;
  chainPem: string;
  name: string;
  at?: string;
}

let authority: Authority;
let other: Authority;
let leaf: Leaf;

beforeAll(async () => {
  authority = await createAuthority({ commonName: 'private CA' });
  other = await createAuthority({ commonName: 'other CA' });
  leaf = await issueLeaf(authority, { dnsNames: ['ftls-abc-edge'], ipAddresses: ['172.18.0.4', 'fd00::4'] });
});

describe("Go's verifier", () => {
  it('accepts the names of a leaf under its own authority, and says why it refuses all else', {
    timeout: GO_TEST_TIMEOUT_MS,
  }, async context => {
    const right = { rootsPem: authority.certPem, chainPem: leaf.chainPem };
    const wrong = { rootsPem: other.certPem, chainPem: leaf.chainPem };
    const answers = await askGo(context, [
      { ...right, name: 'ftls-abc-edge' },
      { ...right, name: '172.18.0.4' },
      { ...right, name: '[fd00::4]' },
      { ...right, name: 'ftls-abd-edge' },
      { ...right, name: 'ftls-abc-edge', at: '2001-01-01T00:00:00Z' },
      { ...wrong, name: 'ftls-abc-edge' },
      { rootsPem: authority.certPem + other.certPem, chainPem: leaf.chainPem, name: 'ftls-abc-edge' },
    ]);
    expect(answers).toEqual([
      '',
      '',
      '',
      expect.stringContaining('certificate is valid for ftls-abc-edge, not ftls-abd-edge'),
      expect.stringContaining('certificate has expired or is not yet valid'),
      expect.stringContaining('certificate signed by unknown authority'),
      '',
    ]);
  });
});

/** Has all questions answered by one Go process. */
async function askGo(context: TestContext, questions: Question[]): Promise<string[]> {
  const program = new URL('testdata/verify.go', import.meta.url);
  return JSON.parse(await runGo(context, program, JSON.stringify(questions))) as string[];
}
