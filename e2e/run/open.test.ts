import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { HarnessError } from '../../helpers/process/errors.ts';
import { EventProgress, type ProgressEvent } from '../../helpers/process/progress.ts';
import { tellRetry } from '../../helpers/process/retries.ts';
import { run as runCommand } from '../../helpers/process/run.ts';
import { abandonedFor, type OpenRun, openRun } from './open.ts';
import { eventsToCommand } from './workerEvents.ts';

let shown: ProgressEvent[];
let closed: number;
let run: OpenRun;

function open(options: { verbose?: boolean } = {}): OpenRun {
  shown = [];
  closed = 0;
  const display = {
    show: (event: ProgressEvent) => void shown.push(event),
    close: () => {
      closed += 1;
    },
  };
  run = openRun({ resultsRoot: mkdtempSync(join(tmpdir(), 'ftls-results-')), display, ...options });
  return run;
}

beforeEach(() => {
  vi.stubEnv('FLEET_TLS_CACHE', mkdtempSync(join(tmpdir(), 'ftls-cache-')));
});

afterEach(async () => {
  await run.close();
  vi.unstubAllEnvs();
});

describe('a run that is open', () => {
  test('shows nobody a secret, whatever is said, noted, named or run', async () => {
    const { progress } = open({ verbose: true });
    const secret = 'abcdef1234567890abcd';
    progress.say(`token=${secret}`);
    progress.warn(`password: ${secret}`);
    progress.status(`Authorization: Bearer ${secret}`);
    await progress.step(`with --token ${secret}`, async step => step.note(`token=${secret}`));
    await runCommand('true', [`--password=${secret}`]);
    expect(shown).toHaveLength(8);
    expect(JSON.stringify(shown)).not.toContain(secret);
  });

  test('warns of a secret that a command was given by its arguments, in a worker as well', async () => {
    open();
    await runCommand('true', ['--token=abcdef1234567890abcd', '--namespace', 'default']);
    await runCommand('true', ['--kubeconfig', '/cache/run/upstream.kubeconfig', 'tokenName=fleet']);
    const ran = { kind: 'ran', at: 1, seconds: 1, command: 'curl https://user:word@edge/' } as const;
    eventsToCommand(run.runId)(ran);
    await expect
      .poll(() => shown.map(event => event.kind === 'warned' && event.line))
      .toEqual([
        `a secret stood on a command line: true '--token=[redacted]' --namespace default`,
        'a secret stood on a command line: curl https://[redacted]@edge/',
      ]);
  });

  test('shows the commands that it runs, with exit status and seconds, only when that is asked for', async () => {
    open();
    await runCommand('true', []);
    expect(shown).toEqual([]);
    await run.close();

    open({ verbose: true });
    await runCommand('sh', ['-c', 'exit 3'], { accept: [3] });
    const [ran] = shown;
    expect(ran).toMatchObject({ kind: 'ran', command: "sh -c 'exit 3'", exitCode: 3 });
    expect(ran?.kind === 'ran' && ran.seconds).toBeGreaterThan(0);
  });

  test('is ended by what the machine did to it, which is told once, and is the reason from then on', () => {
    open();
    expect(abandonedFor(run.signal)).toBeUndefined();
    const died = new HarnessError('docker-unavailable', { message: 'it died', cure: 'Start it' });
    run.abandon(died);
    run.abandon(new HarnessError('internal', { message: 'and more', cure: 'None' }));
    expect(shown).toMatchObject([{ kind: 'warned', line: 'it died. Start it' }]);
    expect(run.signal.aborted).toBe(true);
    expect(abandonedFor(run.signal)).toBe(died);
  });

  test('that was interrupted was not abandoned', () => {
    open();
    process.emit('SIGINT');
    expect(run.signal.aborted).toBe(true);
    expect(abandonedFor(run.signal)).toBeUndefined();
  });

  test('shows what happens in its workers, which write nothing themselves', async () => {
    open();
    const worker = new EventProgress(eventsToCommand(run.runId));
    const stranger = new EventProgress(eventsToCommand(`${run.runId}-other`));
    stranger.say('of another run');
    worker.say('a line');
    await worker.step('installing Fleet', async step => step.note('waiting'));
    await expect.poll(() => shown.map(({ kind }) => kind)).toEqual(['said', 'began', 'noted', 'ended']);
  });

  test('counts what is done again, in its workers as well, and shows it only when that is asked for', async () => {
    open();
    tellRetry({ what: 'list Pod', why: '503' });
    eventsToCommand(run.runId)({ kind: 'retried', at: 1, what: 'list Node', why: '429' });
    await expect.poll(() => run.retries.map(({ what }) => what)).toEqual(['list Pod', 'list Node']);
    expect(shown).toEqual([]);
    await run.close();

    open({ verbose: true });
    tellRetry({ what: 'list Pod', why: 'token=abcdef1234567890abcd' });
    expect(shown).toMatchObject([{ kind: 'retried', what: 'list Pod', why: 'token=[redacted]' }]);
  });

  test('says that it cleans up, and what it could not, before it ends its display', async () => {
    open();
    run.ledger.enter({ kind: 'container', name: 'stubborn' }, () => Promise.reject(new Error('no')));
    await run.close();
    expect(shown).toMatchObject([
      { kind: 'stands', line: 'cleaning up' },
      { kind: 'stands' },
      { kind: 'warned', line: expect.stringMatching(/^left behind: /) },
    ]);
    expect(closed).toBe(1);
  });

  test('takes SIGINT as its interruption, and says so even where only failures are shown', () => {
    open();
    process.emit('SIGINT', 'SIGINT');
    expect(run.signal.aborted).toBe(true);
    expect(shown).toMatchObject([{ kind: 'warned', line: expect.stringMatching(/^SIGINT: stopping/) }]);
  });
});
