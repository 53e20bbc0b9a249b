import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { BadCall } from './call.ts';

const MAIN = fileURLToPath(new URL('../main.mjs', import.meta.url));

/** What the first calls compile, the later ones need not: half of their time. */
const COMPILED = join(tmpdir(), 'ftls-compiled');

/** What became of a call. */
export interface Played {
  exitCode: number | undefined;
  stdout: string;
  /** With `<folder>` for the folder of the call. */
  stderr: string;
  /** What lies in the folder, and did not before. */
  left: string[];
}

/** Calls the command as a person does, in a folder of its own, with a cache and a folder for temporary files in it. */
export async function play({ args, env = {}, files = {} }: BadCall): Promise<Played> {
  const folder = mkdtempSync(join(tmpdir(), 'ftls-bad-'));
  const inFolder = (text: string) => text.replaceAll('<folder>', folder);
  try {
    for (const [path, content] of Object.entries({ 'tmp/none': '', ...files })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), inFolder(content));
    }
    const before = pathsIn(folder);
    const { exitCode, stdout, stderr } = await execa(process.execPath, [MAIN, ...args], {
      cwd: folder,
      extendEnv: false,
      env: {
        PATH: process.env.PATH,
        FLEET_TLS_CACHE: join(folder, 'cache'),
        TMPDIR: join(folder, 'tmp'),
        NODE_COMPILE_CACHE: COMPILED,
        // Nothing may start: a call that is not refused ends here, and with another status.
        DOCKER_HOST: `unix://${join(folder, 'no-docker')}`,
        ...Object.fromEntries(Object.entries(env).map(([name, value]) => [name, inFolder(value)])),
      },
      reject: false,
      timeout: 60_000,
    });
    return {
      exitCode,
      stdout,
      stderr: stderr.replaceAll(folder, '<folder>'),
      left: pathsIn(folder).filter(path => !before.includes(path)),
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function pathsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' });
}
