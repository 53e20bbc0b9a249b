import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mergeRuns } from './mergeRuns.ts';
import { readResults } from './read.ts';
import { exampleResults } from './results.fixture.ts';
import { writeResults } from './write.ts';

const EVIDENCE = '0.12.4_0.12.4/op/index-public';

describe('mergeRuns', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ftls-merge-'));
    const results = exampleResults();
    for (const id of ['a', 'b'])
      await writeResults({ ...results, run: { ...results.run, id } }, join(folder, id));
    await mkdir(join(folder, 'a', 'evidence', EVIDENCE), { recursive: true });
    await writeFile(join(folder, 'a', 'evidence', EVIDENCE, 'agent.log'), 'x509');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('writes every format, and results that can be read and merged again', async () => {
    const out = join(folder, 'both');
    const merged = await mergeRuns([join(folder, 'a'), join(folder, 'b', 'verdicts.json')], out);
    expect((await readdir(out)).sort()).toEqual([
      'evidence',
      'junit.xml',
      'report.html',
      'summary.md',
      'verdicts.json',
    ]);
    expect(await readResults(out)).toEqual(merged);
    expect(await readFile(join(out, 'summary.md'), 'utf8')).toMatch(/Run `a`, .*\n.*Run `b`, /);
    expect(await readdir(folder)).not.toContain('latest');
  });

  it('brings the evidence along, and leads to none that nobody has', async () => {
    const out = join(folder, 'both');
    for (const [runs, evidence] of [
      [['a', 'b'], `evidence/a/${EVIDENCE}`],
      [['b', 'a'], undefined],
    ] as const) {
      const { verdicts } = await mergeRuns(
        runs.map(run => join(folder, run)),
        out,
      );
      expect(verdicts.find(({ verdict }) => verdict === 'known-defect')?.evidence).toBe(evidence);
    }
    expect(await readFile(join(out, 'evidence', 'a', EVIDENCE, 'agent.log'), 'utf8')).toBe('x509');
  });

  it('brings no link of somebody else along, which would lead to files of this machine', async () => {
    await symlink('/etc/passwd', join(folder, 'a', 'evidence', EVIDENCE, 'agent.log.1'));
    await mergeRuns([join(folder, 'a')], join(folder, 'one'));
    expect(await readdir(join(folder, 'one', 'evidence', 'a', EVIDENCE))).toEqual(['agent.log']);
  });

  it('writes over none of the runs', async () => {
    const runs = [join(folder, 'a'), join(folder, 'b')];
    await expect(mergeRuns(runs, `${join(folder, 'b')}/`)).rejects.toMatchObject({ code: 'usage' });
    expect((await readResults(join(folder, 'b'))).run.id).toBe('b');
  });
});
