import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeEvidence } from './writeEvidence.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evidence-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('each witness gets a file, and no token reaches it', () => {
  writeEvidence(join(folder, 'op'), { 'agent.log': 'Authorization: Bearer abcdefgh12345678\nregistered\n' });
  const written = readFileSync(join(folder, 'op', 'agent.log'), 'utf8');
  expect(written).toContain('registered');
  expect(written).not.toContain('abcdefgh12345678');
});

test('a witness that could not be heard is recorded as such', () => {
  writeEvidence(folder, { 'edge.json': new Error('no such container') });
  expect(readFileSync(join(folder, 'edge.json'), 'utf8')).toBe('could not be collected: no such container\n');
});
