import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { findProgram } from '../../helpers/supply/docker/facts.ts';
import { ACTIONS, step, stepsOf, WORKFLOWS } from './files.fixture.ts';
import { PATIENTLY, play } from './play.fixture.ts';

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

test('CI shows the summaries that there are', async () => {
  const checkout = mkdtempSync(join(tmpdir(), 'ftls-checkout-'));
  onTestFinished(() => rmSync(checkout, { recursive: true, force: true }));
  const latest = join(checkout, 'results', 'latest');
  mkdirSync(latest, { recursive: true });
  writeFileSync(join(latest, 'summary.md'), '# fleet-tls-e2e\n');
  const SUMMARIES = step('.github/workflows/ci.yml', 'Show the summaries');
  expect(await play(SUMMARIES, {}, checkout)).toMatchObject({ exitCode: 0, summary: '# fleet-tls-e2e\n' });
});
