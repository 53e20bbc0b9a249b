import { expect, test, vi } from 'vitest';
import type { HarnessError } from '../../helpers/process/errors.ts';
import { watchDaemon } from './daemonWatch.ts';

/** Watches a daemon that answers so, one look after the other, and the last way for good. */
async function abandonedBy(...answers: boolean[]): Promise<HarnessError | undefined> {
  let looks = 0;
  let why: HarnessError | undefined;
  const ask = async () => answers[Math.min(looks++, answers.length - 1)] ?? false;
  const abandon = (error: HarnessError) => {
    why = error;
  };
  const end = watchDaemon({ abandon }, { ask, everyMs: 1 });
  await vi.waitFor(() => expect(looks > answers.length + 5 || why !== undefined).toBe(true));
  end();
  return why;
}

test('a run whose daemon has died is abandoned, with what to do', async () => {
  expect(await abandonedBy(true, false)).toMatchObject({
    code: 'docker-unavailable',
    line: expect.stringMatching(/^the Docker daemon has died, .*`fleet-tls down`/),
  });
});

test('a daemon that is started again in time is none that died', async () => {
  expect(await abandonedBy(true, false, false, false, true)).toBeUndefined();
});

test('a daemon that has not answered yet may be about to start', async () => {
  expect(await abandonedBy(false)).toBeUndefined();
});

test('a watch that is over looks no more', async () => {
  const abandon = vi.fn();
  let looks = 0;
  const ask = async () => {
    looks += 1;
    if (looks === 2) end();
    return looks === 1;
  };
  const end = watchDaemon({ abandon }, { ask, everyMs: 1 });
  await vi.waitFor(() => expect(looks).toBe(2));
  await new Promise(resolve => setTimeout(resolve, 30));
  expect(looks).toBe(2);
  expect(abandon).not.toHaveBeenCalled();
});
