import { mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exampleResults, standInResults } from './results.fixture.ts';
import { STAND_IN_NOTICE } from './results.ts';
import { pointLatest, writeReports, writeResults } from './write.ts';

describe('writeResults', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ftls-write-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('writes the four files and nothing beside them', async () => {
    const resultsDir = join(folder, 'results', 'run1');
    await writeResults(exampleResults(), resultsDir);
    expect((await readdir(resultsDir)).sort()).toEqual([
      'junit.xml',
      'report.html',
      'summary.md',
      'verdicts.json',
    ]);
    expect(JSON.parse(await readFile(join(resultsDir, 'verdicts.json'), 'utf8'))).toEqual(exampleResults());
  });

  it('makes the reports again and leaves verdicts.json as it is', async () => {
    await writeReports(exampleResults(), folder);
    expect((await readdir(folder)).sort()).toEqual(['junit.xml', 'report.html', 'summary.md']);
  });

  it('points latest to the last run, by a relative link', async () => {
    for (const run of ['run1', 'run2']) await writeResults(exampleResults(), join(folder, run));
    await pointLatest(join(folder, 'run1'));
    expect(await pointLatest(join(folder, 'run2'))).toBe(join(folder, 'latest'));
    expect(await readlink(join(folder, 'latest'))).toBe('run2');
    expect((await readdir(folder)).sort()).toEqual(['latest', 'run1', 'run2']);
  });

  it('does without latest where something else has its name', async () => {
    await writeFile(join(folder, 'keep'), '');
    const other = join(folder, 'latest', 'mine');
    await writeResults(exampleResults(), other);
    await writeResults(exampleResults(), join(folder, 'run1'));
    expect(await pointLatest(join(folder, 'run1'))).toBeUndefined();
    expect((await readdir(folder)).sort()).toEqual(['keep', 'latest', 'run1']);
  });

  it('lets no secret through into any file, nor into what it gives back', async () => {
    const results = exampleResults();
    const secret = 'S3cretS3cretS3cretS3cret';
    Object.assign(results.verdicts[1] ?? {}, {
      reason: `Authorization: Bearer ${secret}`,
      witnesses: [{ source: 'agent-log', saw: `{"token":"${secret}"}` }],
    });
    Object.assign(results.timings.spans[0] ?? {}, { name: `helm --password ${secret}` });
    const written = await writeResults(results, folder);
    for (const file of ['verdicts.json', 'report.html', 'junit.xml', 'summary.md']) {
      const content = await readFile(join(folder, file), 'utf8');
      expect(content, file).not.toContain(secret);
      expect(content, file).toContain('[redacted]');
    }
    expect(JSON.stringify(written)).not.toContain(secret);
  });

  it('says in every file that a stand-in run is not one of Fleet', async () => {
    await writeResults(standInResults(), folder);
    for (const file of ['verdicts.json', 'report.html', 'junit.xml', 'summary.md']) {
      expect(await readFile(join(folder, file), 'utf8'), file).toContain(STAND_IN_NOTICE);
    }
  });

  it('names the folder and the cure when it cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(writeResults(exampleResults(), join(folder, 'file', 'run1'))).rejects.toMatchObject({
      code: 'config',
      line: `cannot write the results into ${join(folder, 'file', 'run1')} (ENOTDIR). Make the folder writable for this user, or choose another folder for the results`,
    });
  });

  it('leaves no half file when it fails', async () => {
    await writeResults(exampleResults(), join(folder, 'run1'));
    await rm(join(folder, 'run1', 'junit.xml'));
    await writeResults(exampleResults(), join(folder, 'run1', 'junit.xml'));
    await expect(writeResults(exampleResults(), join(folder, 'run1'))).rejects.toMatchObject({
      code: 'config',
    });
    expect((await readdir(join(folder, 'run1'))).filter(name => name.endsWith('.partial'))).toEqual([]);
  });
});
