import { existsSync, mkdirSync, mkdtempSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { HarnessError } from './errors.ts';
import { Ledger, readLedger } from './ledger.ts';

let file: string;
let ledger: Ledger;
let undone: string[];

beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'ftls-ledger-')), 'ledger.json');
  ledger = new Ledger(file, 'r1');
  undone = [];
});

const undo = (name: string) => async () => {
  undone.push(name);
};

test('what is entered stands in a private file, with the process that entered it', () => {
  ledger.enter({ kind: 'network', name: 'n' }, undo('n'));
  expect(readLedger(file)).toMatchObject({
    runId: 'r1',
    pid: process.pid,
    entries: [{ kind: 'network', name: 'n' }],
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('all is undone in reverse and the file is gone', async () => {
  ledger.enter({ kind: 'daemon', name: 'd' }, undo('d'));
  ledger.enter({ kind: 'network', name: 'n' }, undo('n'));
  ledger.enter({ kind: 'cluster', name: 'c' }, undo('c'));
  expect(await ledger.undoAll()).toEqual([]);
  expect(undone).toEqual(['c', 'n', 'd']);
  expect(existsSync(file)).toBe(false);
});

test('things of one kind in a row are undone together, and before what was entered earlier', async () => {
  let release = () => {};
  const held = new Promise<void>(resolve => {
    release = resolve;
  });
  ledger.enter({ kind: 'network', name: 'n' }, undo('n'));
  ledger.enter({ kind: 'cluster', name: 'a' }, undo('a'));
  ledger.enter({ kind: 'cluster', name: 'b' }, async () => {
    await held;
    undone.push('b');
  });
  const undoing = ledger.undoAll();
  await new Promise(resolve => setImmediate(resolve));
  expect(undone).toEqual(['a']);
  release();
  await undoing;
  expect(undone).toEqual(['a', 'b', 'n']);
});

test('a failure is given and does not keep the rest from being undone', async () => {
  ledger.enter({ kind: 'network', name: 'n' }, undo('n'));
  ledger.enter({ kind: 'cluster', name: 'c' }, async () => {
    throw new HarnessError('docker-unavailable', { message: 'no daemon', cure: 'Start it' });
  });
  expect(await ledger.undoAll()).toMatchObject([{ code: 'docker-unavailable' }]);
  expect(undone).toEqual(['n']);
  expect(existsSync(file)).toBe(true);
});

test('an entry that is struck while it is being undone takes no other with it', async () => {
  ledger.enter({ kind: 'network', name: 'n' }, undo('n'));
  ledger.enter({ kind: 'cluster', name: 'c' }, async () => {
    ledger.strike('cluster', 'c');
  });
  expect(await ledger.undoAll()).toEqual([]);
  expect(undone).toEqual(['n']);
});

test('a struck entry is not undone', async () => {
  ledger.enter({ kind: 'cluster', name: 'c' }, undo('c'));
  ledger.strike('cluster', 'c');
  await ledger.undoAll();
  expect(undone).toEqual([]);
});

test('a ledger that cannot be written, as on a full disk, keeps nothing from being undone', async () => {
  ledger.enter({ kind: 'network', name: 'n' }, undo('n'));
  ledger.enter({ kind: 'cluster', name: 'c' }, undo('c'));
  ledger.enter({ kind: 'cluster', name: 'struck' }, undo('struck'));
  mkdirSync(`${file}.draft`); // whoever writes the file fails
  expect(() => ledger.enter({ kind: 'folder', name: 'f' }, undo('f'))).toThrow(/EISDIR/);
  ledger.strike('cluster', 'struck');
  expect(await ledger.undoAll()).toEqual([]);
  expect(undone).toEqual(['f', 'c', 'n']);
});

test('nothing can be entered once the undoing has begun', async () => {
  await ledger.undoAll();
  expect(() => ledger.enter({ kind: 'cluster', name: 'late' }, undo('late'))).toThrow(
    expect.objectContaining({ code: 'interrupted', message: expect.stringContaining('late') }),
  );
});
