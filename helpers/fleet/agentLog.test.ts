import { expect, test } from 'vitest';
import { agentWord } from './agentLog.ts';

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
  expect(word).toMatchObject({ refusals: 0, forbidden: { times: 2 } });
  expect(word.refusal).toBeUndefined();
  expect(agentWord([waiting, refused('x509: unknown')].join('\n')).refusal).toContain('x509: unknown');
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
  expect(word).toMatchObject({ forbidden: { times: 20, saw: expect.stringContaining('forbidden') } });
  expect(word.refusal).toBeUndefined();
});

test('a log without either says nothing', () => {
  expect(agentWord('level=info msg="starting"')).toEqual({ refusals: 0 });
});
