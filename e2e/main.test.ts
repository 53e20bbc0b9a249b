import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('./main.ts', import.meta.url));

/** Calls the command as a user does, with folders of its own. */
async function fleetTls(...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-tls-main-'));
  const { exitCode, stdout, stderr } = await execa(process.execPath, [MAIN, ...args], {
    cwd: folder,
    env: { FLEET_TLS_CACHE: join(folder, 'cache'), FLEET_TLS_CHARTS: '' },
    reject: false,
  });
  return { exitCode, said: `${stdout}${stderr}`, left: readdirSync(folder) };
}

test.each([
  [['prove', 'store-hiden-forever'], 'Did you mean store-hidden-forever?'],
  [['prove', 'crash-loop', 'no-such-thing-at-all'], 'there is no mutant "no-such-thing-at-all". Known are:'],
  [['prove', '--tier', 'every'], 'Allowed choices are core, full, soak'],
  [['prove', '--quiet', '--verbose'], "option '--quiet' cannot be used with option '--verbose'"],
  [['prove', '--pair', 'standin:0.16/standin:0.16'], "unknown option '--pair'"],
  [
    ['run', '--pair', 'standin:0.16+crash-lop/standin:0.16+crash-lop'],
    'there is no mutant "crash-lop". Did you mean crash-loop?',
  ],
  [['run', 'op/indx-public'], 'there is no scenario "op/indx-public". Did you mean op/index-public?'],
  [['run', '--pairs', 'skw'], 'there is no pair "skw". Did you mean skew?'],
  [['explain', 'opp'], 'there is no scenario "opp". Did you mean op?'],
  [['explain'], "missing required argument 'ids'"],
  [['doctor', '--pair', '0.16.1/0.12.4', '--tier', 'every'], 'Allowed choices are core, full, soak'],
  [['lsit'], "unknown command 'lsit'"],
  [['run', '--pair', 'standin:0.16+crash-loop/standin:0.16'], 'pairs two mutants, or one with none'],
])('fleet-tls %j is wrong use: 2, one line that says why, and nothing is started', async (args, why) => {
  const { exitCode, said, left } = await fleetTls(...args);
  expect(said).toContain(why);
  expect(exitCode).toBe(2);
  expect(left).toEqual([]);
});
