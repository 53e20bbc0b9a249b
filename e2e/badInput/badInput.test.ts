import { describe, expect, test } from 'vitest';
import { asHarnessError, exitStatusOf } from '../../helpers/process/errors.ts';
import { badCalls, badReads } from './index.ts';
import { play } from './play.fixture.ts';

const calls = badCalls.flatMap(({ calls }) => calls);

describe('wrong input ends in one line with its exit status, and nothing is left', {
  concurrent: true,
}, () => {
  test.each(calls.map(call => [call.what, call] as const))('%s', { timeout: 90_000 }, async (_, call) => {
    expect(await play(call)).toEqual({
      exitCode: call.status ?? 2,
      stdout: '',
      stderr: call.line,
      left: [],
    });
  });
});

test.each(badReads.map(read => [read.what, read] as const))('%s is told so', (_, { read, line, status }) => {
  const failure = asHarnessError(thrownBy(read));
  expect([failure.line, exitStatusOf(failure)]).toEqual([line, status]);
});

test('each line is one line, tells no control character, and ends with a cure', () => {
  for (const { line } of [...calls, ...badReads]) {
    expect(line).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
    expect(line).toMatch(/\w.*\. \S.*[^.]$/);
  }
});

test('there are enough of them, and each is another', () => {
  const all = [...calls, ...badReads].map(({ what }) => what);
  expect(all.length).toBeGreaterThan(80);
  expect(all.filter((what, at) => all.indexOf(what) !== at)).toEqual([]);
});

function thrownBy(read: () => unknown): unknown {
  try {
    return read();
  } catch (thrown) {
    return thrown;
  }
}
