import { expect, test } from 'vitest';
import { asHarnessError, exitStatusOf, HarnessError } from './errors.ts';

test('a failure is told in one line, whatever stands in the names that it tells', () => {
  const { line } = new HarnessError('usage', {
    message: `there is no scenario "\u001b]0;title\u0007\nop\u202e"`,
    cure: '`fleet-tls list` names them all',
  });
  expect(line).toBe(
    'there is no scenario "\\u{1b}]0;title\\u{7}\\nop\\u{202e}". `fleet-tls list` names them all',
  );
});

test('the cure is told also of what has an endless name', () => {
  const { line } = new HarnessError('usage', { message: 'x'.repeat(100_000), cure: 'Take another name' });
  expect(line.length).toBeLessThan(1100);
  expect(line).toMatch(/^x+ \[\.\.\. 100000 characters \.\.\.\] x+\. Take another name$/);
});

test("what nobody foresaw is a defect of the harness, with its first line and the machine's exit status", () => {
  const failure = asHarnessError(new TypeError('x is not a function\nat y'));
  expect(failure).toMatchObject({
    code: 'internal',
    message: 'unexpected failure in the harness: x is not a function',
  });
  expect(exitStatusOf(failure)).toBe(3);
  expect(asHarnessError(failure)).toBe(failure);
});

test.each(['ENOSPC', 'EDQUOT'])('a full disk (%s) is no defect of the harness', code => {
  const thrown = Object.assign(new Error(`${code}: no space left on device, write`), { code });
  expect(asHarnessError(thrown)).toMatchObject({
    code: 'disk-full',
    message: expect.stringContaining('no space left on device, write'),
  });
});

test.each([
  ['usage', 2],
  ['config', 2],
  ['interrupted', 130],
  ['docker-unavailable', 3],
] as const)('%s ends with %i', (code, status) => {
  expect(exitStatusOf(new HarnessError(code, { message: 'm', cure: 'c' }))).toBe(status);
});
