import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { expect, test } from 'vitest';

const MAIN = fileURLToPath(new URL('main.mjs', import.meta.url));

/** Calls the command with a Node that is given this option. */
function call(option: string, ...args: string[]) {
  return execa(process.execPath, [option, MAIN, ...args], { reject: false });
}

test('a Node that cannot read TypeScript ends with one line that says so, and how to call it', async () => {
  const { exitCode, stdout, stderr } = await call('--no-experimental-strip-types', '--version');
  expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: '' });
  expect(stderr).toBe(
    `Node ${process.versions.node} cannot run this, which is TypeScript: 22.18 is the oldest that can. ` +
      'Call it by `npm run fleet-tls --`, which takes the pinned Node',
  );
});

test('a Node that reads it answers', async () => {
  expect(await call('--no-warnings', '--version')).toMatchObject({
    exitCode: 0,
    stdout: expect.stringMatching(/^\d+\.\d+\.\d+/),
    stderr: '',
  });
});

test('it is called by its own name as well, as npm does', async () => {
  expect(await execa(MAIN, ['--version'], { reject: false })).toMatchObject({ exitCode: 0, stderr: '' });
});
