import { describe, expect, test } from 'vitest';
import { type ClusterObject, clusterOf } from '../kube/cluster.fixture.ts';
import { agentWord, readAgentLog } from './agentLog.ts';

const refused = (reason: string) =>
  `time="2026-01-01T00:00:00Z" level=error msg="Failed to register agent: registration failed: ${reason}"`;
const waiting = 'level=info msg="Waiting for secret \'s/c-1\' on management cluster: secrets is forbidden"';

test('the last refusal counts, without its time', () => {
  const { refusal } = agentWord([refused('x509: first'), refused('x509: second')].join('\n'));
  expect(refusal).toContain('x509: second');
  expect(refusal).not.toContain('2026');
});

test('a request that came through takes the word from the refusals before it', () => {
  const word = agentWord([refused('x509: unknown'), waiting, waiting].join('\n'));
  expect(word).toMatchObject({ refusals: 0, heldUp: { times: 2 } });
  expect(word.refusal).toBeUndefined();
  expect(agentWord([waiting, refused('x509: unknown')].join('\n')).refusal).toContain('x509: unknown');
});

test('every refusal counts where no request came through, and none that stands right before one that did', () => {
  const refusals = ['one', 'two', 'three'].map(refused);
  expect(agentWord(refusals.join('\n')).refusals).toBe(3);
  expect(agentWord([...refusals, waiting].join('\n')).refusals).toBe(0);
});

test('success is told', () => {
  expect(agentWord('level=info msg="successfully registered with upstream cluster"').success).toContain(
    'successfully registered',
  );
});

test('lines of JSON are read by their message and error', () => {
  const line = JSON.stringify({ level: 'error', msg: 'Failed to register agent', error: 'x509: unknown' });
  expect(agentWord(line).refusal).toBe('Failed to register agent: x509: unknown');
});

test('a credential that is forbidden is counted, and is no refusal yet', () => {
  const word = agentWord(Array(20).fill(waiting).join('\n'));
  expect(word).toMatchObject({ heldUp: { times: 20, saw: expect.stringContaining('forbidden') } });
  expect(word.refusal).toBeUndefined();
});

test.each(['x509: certificate has expired', 'remote error: tls: bad certificate'])(
  'a credential that TLS keeps it from is counted as well: %s',
  reason => {
    const saw = `Waiting for secret 's/c-1' on management cluster: Get "https://edge": ${reason}`;
    expect(agentWord(saw)).toEqual({ refusals: 0, heldUp: { times: 1, saw } });
  },
);

test('a log without either says nothing', () => {
  expect(agentWord('level=info msg="starting"')).toEqual({ refusals: 0 });
});

test.each([
  ['Failed to register agent: why', { refusal: 'Failed to register agent: why', refusals: 1 }],
  ['FATA registration failed: why', { refusal: 'FATA registration failed: why', refusals: 1 }],
  ['failed to register', { refusals: 0 }],
  ["Waiting for secret 'x': not found", { refusals: 0 }],
  ["Waiting for secret 'x': unforbidden", { refusals: 0 }],
  ['it is forbidden', { refusals: 0 }],
  [
    'Successfully registered with upstream cluster',
    { refusals: 0, success: 'Successfully registered with upstream cluster' },
  ],
])('a line is a word of registration or none: %s', (line, word) => {
  expect(agentWord(line)).toEqual(word);
});

test('every refusal since then is counted, and of each kind the last line is told', () => {
  const word = agentWord(
    [
      'registration failed: before',
      'Waiting for secret 1: forbidden',
      'successfully registered with upstream cluster 1',
      'Waiting for secret 2: forbidden',
      'successfully registered with upstream cluster 2',
      'Waiting for secret 3: forbidden',
      'registration failed: first',
      'registration failed: second',
      'registration failed: third',
    ].join('\n'),
  );
  expect(word).toEqual({
    refusal: 'registration failed: third',
    refusals: 3,
    heldUp: { times: 3, saw: 'Waiting for secret 3: forbidden' },
    success: 'successfully registered with upstream cluster 2',
  });
});

test('of a line its words are told: without its time, and of JSON what is text', () => {
  expect(agentWord('time="2026-01-01T00:00:00Z" level=error msg="registration failed" ').refusal).toBe(
    'level=error msg="registration failed"',
  );
  expect(agentWord('registration failed: time="never" ').refusal).toBe('registration failed: time="never"');
  expect(agentWord(JSON.stringify({ msg: 'registration failed', error: { code: 1 } })).refusal).toBe(
    'registration failed',
  );
});

describe("an agent's log", () => {
  const pod = (name: string, namespace = 'agent'): ClusterObject => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace },
  });

  test('is that of all its pods that have one, and of no other pod', async () => {
    const cluster = clusterOf(
      [
        pod('fleet-agent-0'),
        pod('fleet-agent-1'),
        pod('fleet-agent-2'),
        pod('other'),
        pod('fleet-agent-0', 'else'),
      ],
      {
        'agent/fleet-agent-0': 'first',
        'agent/fleet-agent-2': 'second',
        'agent/other': 'other',
        'else/fleet-agent-0': 'else',
      },
    );
    expect(await readAgentLog(cluster, 'agent')).toBe('first\nsecond');
  });

  test('is empty before there is one', async () => {
    expect(await readAgentLog(clusterOf([]), 'agent')).toBe('');
  });

  test('is asked for from a moment on, where one is named', async () => {
    const asked: unknown[] = [];
    const cluster = clusterOf([pod('fleet-agent-0')]);
    const listening = {
      ...cluster,
      podLog: async (which: unknown) => {
        asked.push(which);
        return '';
      },
    };
    await readAgentLog(listening, 'agent');
    await readAgentLog(listening, 'agent', { since: 0 });
    expect(asked).toStrictEqual([
      { namespace: 'agent', name: 'fleet-agent-0' },
      { namespace: 'agent', name: 'fleet-agent-0', since: 0 },
    ]);
  });
});
