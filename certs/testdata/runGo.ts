import { fileURLToPath } from 'node:url';
import type { TestContext } from 'vitest';
import { HarnessError } from '../../helpers/process/errors.ts';
import { run } from '../../helpers/process/run.ts';

/** How long a test with a Go program may take: Go compiles its standard library at the first use on a machine. */
export const GO_TEST_TIMEOUT_MS = 180_000;

/**
 * Runs a Go program of one file and no dependencies, for tests. Gives its standard output; where there is no Go it
 * skips the test and prints why.
 */
export async function runGo(context: TestContext, program: URL, input: string): Promise<string> {
  try {
    const { stdout } = await run('go', ['run', fileURLToPath(program)], {
      env: { GOFLAGS: '-mod=mod', GOWORK: 'off', GOTOOLCHAIN: 'local' },
      input,
      timeoutMs: GO_TEST_TIMEOUT_MS - 5_000,
    });
    return stdout;
  } catch (error) {
    if (error instanceof HarnessError && error.code === 'prerequisite-missing') {
      const note = `go is not on the PATH: "${context.task.name}" was not tried`;
      console.warn(note);
      context.skip(note);
    }
    throw error;
  }
}
