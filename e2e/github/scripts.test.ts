import { execa } from 'execa';
import { expect, test } from 'vitest';
import { findProgram } from '../../helpers/supply/docker/facts.ts';
import { ACTIONS, stepsOf, WORKFLOWS } from './files.fixture.ts';
import { PATIENTLY } from './play.fixture.ts';

const scripts = [...ACTIONS, ...WORKFLOWS].flatMap(path =>
  stepsOf(path).flatMap(({ name = '', run, shell = 'bash' }) =>
    run === undefined ? [] : [{ path, name, run, shell }],
  ),
);

test.each(scripts)('$path: "$name" is a script that bash understands', async ({ run, shell }) => {
  expect(shell).toBe('bash');
  await execa('bash', ['-n'], { input: run });
});

test('shellcheck finds nothing in the scripts', PATIENTLY, async ({ skip }) => {
  const note = 'skipped: no shellcheck on the PATH; install it (apt-get install shellcheck)';
  if (findProgram('shellcheck') === undefined) {
    process.stdout.write(`${note}\n`);
    skip(note);
  }
  for (const { run } of scripts) {
    const input = `set -eo pipefail\n${run}`; // as GitHub calls bash
    await execa('shellcheck', ['--shell', 'bash', '-'], { input });
  }
});
