import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { EVIDENCE_LIMITS, EvidenceFolder, NOT_COLLECTED, type Witness, witness } from './evidenceFolder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evidence-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const { signal: never } = new AbortController();
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const silent = () => new Promise<never>(() => {});

function filesIn(): { name: string; bytes: number }[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => ({ name, stat: statSync(join(folder, name)) }))
    .flatMap(({ name, stat }) => (stat.isFile() ? [{ name, bytes: stat.size }] : []));
}

test('each witness gets its files, and no token reaches them', async () => {
  await new EvidenceFolder(join(folder, 'op')).gather(
    [
      witness('agent.log', async () => 'Authorization: Bearer abcdefgh12345678\nregistered\n'),
      {
        name: 'logs',
        async *tell() {
          yield { name: 'logs/a/b.log', content: 'token: abcdefgh12345678' };
        },
      },
    ],
    never,
  );
  expect(read('op/agent.log')).toBe('Authorization: Bearer [redacted]\nregistered\n');
  expect(read('op/logs/a/b.log')).toBe('token: [redacted]');
  expect(existsSync(join(folder, 'op', NOT_COLLECTED))).toBe(false);
});

describe('what could not be collected is told with its reason, and keeps nothing else from being collected', () => {
  test('a witness that fails, in one line, and without the secret in it', async () => {
    const fails = async () => {
      throw new Error('no such container, Bearer abcdefgh12345678\nat somewhere');
    };
    await new EvidenceFolder(folder).gather(
      [witness('edge.json', fails), witness('a', async () => 'a')],
      never,
    );
    expect(read(NOT_COLLECTED)).toBe('edge.json: no such container, Bearer [redacted]\n');
    expect(read('a')).toBe('a');
  });

  test('a witness that fails when it has told something already', async () => {
    const told: Witness = {
      name: 'logs',
      async *tell() {
        yield { name: 'logs/a', content: 'kept' };
        yield { name: 'logs/b', content: new Error('not ready') };
        throw new Error('reset');
      },
    };
    await new EvidenceFolder(folder).gather([told], never);
    expect(read('logs/a')).toBe('kept');
    expect(read(NOT_COLLECTED)).toBe('logs/b: not ready\nlogs: reset\n');
  });

  test('a witness that does not answer in time, and those whose turn has not come by then', async () => {
    const slow = Array.from({ length: 6 }, (_, index) => witness(`${index}`, silent));
    const evidence = new EvidenceFolder(folder, { ...EVIDENCE_LIMITS, ms: 40 });
    await evidence.gather([witness('quick', async () => 'told'), ...slow], never);
    expect(read('quick')).toBe('told');
    expect(read(NOT_COLLECTED).split('\n').toSorted().slice(1)).toEqual(
      slow.map(({ name }) => `${name}: the 0.04 s that evidence may take were over`),
    );
  });

  test('what is left when the run is interrupted', async () => {
    const interruption = new AbortController();
    const gathering = new EvidenceFolder(folder).gather([witness('a', silent)], interruption.signal);
    interruption.abort();
    await gathering;
    expect(read(NOT_COLLECTED)).toBe('a: the run was interrupted\n');
  });
});

test('the time that was used counts when more is gathered later', async () => {
  const evidence = new EvidenceFolder(folder, { ...EVIDENCE_LIMITS, ms: 30 });
  await evidence.gather([witness('a', silent)], never);
  await evidence.gather([witness('b', async () => 'b')], never);
  expect(read(NOT_COLLECTED)).toMatch(/^a: the 0.03 s .*\nb: the 0.03 s .*\n$/);
});

test('the signal tells a witness that nobody listens any more', async () => {
  let heard: AbortSignal | undefined;
  const evidence = new EvidenceFolder(folder, { ...EVIDENCE_LIMITS, ms: 20 });
  const late = (signal: AbortSignal) => {
    heard = signal;
    return silent();
  };
  await evidence.gather([witness('late', late)], never);
  expect(heard?.aborted).toBe(true);
});

test('no file and not all together have more bytes than they may, whatever is told, and what was cut says so', async () => {
  const limits = { ms: 30_000, bytes: 4_000, fileBytes: 1_000 };
  const words = fc.string({ unit: fc.constantFrom('a', 'é', '\n', ' '), maxLength: 2_500 });
  const told = fc.array(fc.record({ text: words, end: fc.boolean() }), { maxLength: 9 });
  await fc.assert(
    fc.asyncProperty(told, async texts => {
      rmSync(folder, { recursive: true });
      await new EvidenceFolder(folder, limits).gather(
        texts.map(({ text, end }, index) =>
          witness(`${index}.log`, async () => text, { kept: end ? 'end' : 'start' }),
        ),
        never,
      );
      const files = filesIn();
      expect(files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(limits.bytes);
      for (const { bytes } of files) expect(bytes).toBeLessThanOrEqual(limits.fileBytes);
      for (const [index, { text }] of texts.entries()) {
        const name = `${index}.log`;
        if (!existsSync(join(folder, name))) {
          expect(read(NOT_COLLECTED)).toContain(name);
        } else if (read(name) !== text) {
          expect(read(name)).toMatch(/\[cut: the (?:first|last) \d+ of \d+ bytes are left out\]\n$/);
        }
      }
    }),
    { numRuns: 40 },
  );
});

test('a scenario waits 30 s and has 20 MB at the most', () => {
  expect(EVIDENCE_LIMITS).toMatchObject({ ms: 30_000, bytes: 20_000_000 });
});

test('a folder that cannot be written is an error of who asked for it', async () => {
  writeFileSync(join(folder, 'taken'), '');
  const evidence = new EvidenceFolder(join(folder, 'taken'));
  await expect(evidence.gather([witness('a', async () => 'a')], never)).rejects.toThrow(/EEXIST|ENOTDIR/);
});
