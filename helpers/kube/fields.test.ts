import { expect, test } from 'vitest';
import type { KubeObject } from './client.ts';
import { conditionOf, conditionsOf, fieldAt, listAt, textAt } from './fields.ts';

const object = (status: unknown): KubeObject => ({
  apiVersion: 'v1',
  kind: 'X',
  metadata: { name: 'x' },
  status,
});

test('a field is found at its path, whatever it holds', () => {
  expect(fieldAt(object({ agent: { lastSeen: 'now' } }), 'status.agent.lastSeen')).toBe('now');
  expect(fieldAt(object({ agent: null }), 'status.agent')).toBeNull();
  expect(fieldAt(object(7), 'status')).toBe(7);
});

test.each([
  [object(undefined), 'status.agent'],
  [object(null), 'status.agent'],
  [object('text'), 'status.length'],
  [object({}), 'status.agent.lastSeen'],
  [undefined, 'status'],
])('where the path ends before, there is none: %j %s', (of, path) => {
  expect(fieldAt(of, path)).toBeUndefined();
});

test('the text of a field is empty where it holds something else', () => {
  expect(textAt(object({ version: '1' }), 'status.version')).toBe('1');
  expect(textAt(object({ version: 1 }), 'status.version')).toBe('');
  expect(textAt(undefined, 'status.version')).toBe('');
});

test('the list of a field is empty where it holds something else', () => {
  expect(listAt(object({ pods: [{ name: 'p' }] }), 'status.pods')).toEqual([{ name: 'p' }]);
  expect(listAt(object({ pods: {} }), 'status.pods')).toEqual([]);
  expect(listAt(undefined, 'status.pods')).toEqual([]);
});

test('a condition is told with what it lacks as empty', () => {
  const conditions = [
    { type: 'Ready', status: 'False', reason: 'Error', message: 'why' },
    { type: 'Accepted' },
    {},
  ];
  expect(conditionsOf(object({ conditions }))).toEqual([
    { type: 'Ready', status: 'False', reason: 'Error', message: 'why' },
    { type: 'Accepted', status: '', reason: '', message: '' },
    { type: '', status: '', reason: '', message: '' },
  ]);
  expect(conditionOf(object({ conditions }), 'Ready')?.message).toBe('why');
  expect(conditionOf(object({ conditions }), 'Deployed')).toBeUndefined();
});

test('so is one that is nothing at all', () => {
  expect(conditionsOf(object({ conditions: [null] }))).toEqual([
    { type: '', status: '', reason: '', message: '' },
  ]);
});

test('an object without a status has no conditions', () => {
  expect(conditionsOf(object(undefined))).toEqual([]);
  expect(conditionsOf(object({ conditions: 'none' }))).toEqual([]);
  expect(conditionOf(undefined, 'Ready')).toBeUndefined();
});
