import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HarnessError } from '../process/errors.ts';
import { readResults } from './read.ts';
import { completeResults, exampleResults } from './results.fixture.ts';
import { writeResults } from './write.ts';

describe('readResults', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ftls-read-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** The one line with which a text is refused. */
  async function refusal(text: string): Promise<string> {
    const file = join(folder, 'verdicts.json');
    await writeFile(file, text);
    const error: unknown = await readResults(folder).catch(thrown => thrown);
    if (!(error instanceof HarnessError)) throw new Error(`not refused: ${error}`);
    expect(error.code).toBe('config');
    expect(error.line).not.toContain('\n');
    return error.line.replaceAll(file, '<file>');
  }

  it('reads what was written, by its folder and by its file', async () => {
    await writeResults(completeResults(), folder);
    expect(await readResults(folder)).toEqual(completeResults());
    expect(await readResults(join(folder, 'verdicts.json'))).toEqual(completeResults());
  });

  it('refuses text that was cut off, wherever it was', async () => {
    await writeResults(exampleResults(), folder);
    const whole = (await readFile(join(folder, 'verdicts.json'), 'utf8')).trimEnd();
    for (const length of [0, 1, 500, whole.length - 1]) {
      expect(await refusal(whole.slice(0, length))).toBe(
        '<file> is not whole: it ends early or is no JSON. Fetch it again from where the run wrote it',
      );
    }
  });

  it('refuses another schema version, and none', async () => {
    expect(await refusal(JSON.stringify({ ...exampleResults(), schema: 2 }))).toBe(
      '<file> is of schema version 2, and this fleet-tls reads version 1. Read it with the fleet-tls that wrote it',
    );
    expect(await refusal('[]')).toContain('<file> is of no schema version');
  });

  it('refuses what the schema refuses, and says where', async () => {
    const results = exampleResults();
    Object.assign(results.run, { startedAt: 'yesterday' });
    expect(await refusal(JSON.stringify(results))).toContain(
      '<file> does not hold the results of a run: /run/startedAt must match pattern',
    );
  });

  it('refuses a verdict of a scenario or a pair that is not listed', async () => {
    const results = exampleResults();
    Object.assign(results.verdicts[0] ?? {}, { pair: '1/2' });
    expect(await refusal(JSON.stringify(results))).toContain('with 1/2, which it does not list');
  });

  it('says what to name where there is nothing', async () => {
    await expect(readResults(join(folder, 'none'))).rejects.toMatchObject({
      line: `cannot read the results ${join(folder, 'none')} (ENOENT). Name the results folder of a run, or its verdicts.json`,
    });
  });
});
