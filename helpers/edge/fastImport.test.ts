import { describe, expect, it } from 'vitest';
import { fastImport } from './fastImport.ts';

describe('fastImport', () => {
  it('writes one commit with the files and no others, the sizes in bytes', () => {
    const stream = fastImport({ 'a/fleet.yaml': 'name: ä\n', 'b.txt': '' }, '');
    expect(stream).toBe(`commit refs/heads/main
committer fleet-tls-e2e <fleet-tls-e2e@example.invalid> 1704067200 +0000
data 26
Committed by fleet-tls-e2e
deleteall
M 100644 inline a/fleet.yaml
data 9
name: ä

M 100644 inline b.txt
data 0

done
`);
  });

  it('puts a further commit upon its parent', () => {
    const id = 'b'.repeat(40);
    expect(fastImport({ a: 'b' }, id)).toContain(`Committed by fleet-tls-e2e\nfrom ${id}\ndeleteall\n`);
  });

  it.each([
    '',
    '/a',
    'a/',
    'a//b',
    '../a',
    './a',
    'a/../b',
    '.git/config',
    '.GIT/config',
    'a b',
    'a\nb',
    '"a"',
  ])('refuses the path %j', path => {
    expect(() => fastImport({ [path]: 'x' }, '')).toThrow(expect.objectContaining({ code: 'config' }));
  });
});
