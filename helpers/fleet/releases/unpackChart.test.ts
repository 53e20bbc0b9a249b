import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unpackChart } from './unpackChart.ts';

let root: string;
let target: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'ftls-unpack-'));
  target = join(root, 'target');
  mkdirSync(target);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

/** An entry of a tar archive, of a kind that no honest maker of charts writes. */
function entry({ name, type = '0', link = '', data = '' }: Record<string, string>): Buffer {
  const head = Buffer.alloc(512);
  head.write(name ?? '', 0);
  head.write('0000644\0', 100);
  head.write('0000000\0', 108);
  head.write('0000000\0', 116);
  head.write(`${data.length.toString(8).padStart(11, '0')}\0`, 124);
  head.write('00000000000\0', 136);
  head.write('        ', 148);
  head.write(type, 156);
  head.write(link, 157);
  head.write('ustar\0', 257);
  head.write('00', 263);
  const sum = head.reduce((all, byte) => all + byte, 0);
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([head, Buffer.from(data), Buffer.alloc((512 - (data.length % 512)) % 512)]);
}

function unpack(...entries: Record<string, string>[]): Promise<void> {
  const archive = gzipSync(Buffer.concat([...entries.map(entry), Buffer.alloc(1024)]));
  return unpackChart(archive, { name: 'fleet', target, signal: new AbortController().signal });
}

const CHART = { name: 'fleet/Chart.yaml', data: 'name: fleet\n' };

test('a chart is unpacked below its name', async () => {
  await unpack(CHART, { name: 'fleet/templates/a.yaml', data: 'a' });
  expect(readFileSync(join(target, 'fleet', 'Chart.yaml'), 'utf8')).toBe('name: fleet\n');
  expect(readFileSync(join(target, 'fleet', 'templates', 'a.yaml'), 'utf8')).toBe('a');
});

test.each([
  ['a path that leads out', [CHART, { name: '../evil', data: 'x' }], /`tar -xzf .* ended with 2/],
  ['a path that leads out of the chart', [CHART, { name: 'fleet/../../evil', data: 'x' }], /ended with 2/],
  [
    'an absolute path',
    [CHART, { name: '/evil-of-ftls', data: 'x' }],
    /holds "evil-of-ftls" beside the chart/,
  ],
  ['another folder', [CHART, { name: 'evil/file', data: 'x' }], /holds "evil" beside the chart/],
  [
    'a link to a file of this machine',
    [CHART, { name: 'fleet/values.yaml', type: '2', link: '/etc/passwd' }],
    /holds "fleet\/values.yaml", which is neither a file nor a folder/,
  ],
  [
    'a link that a later path goes through',
    [CHART, { name: 'fleet/out', type: '2', link: '../..' }, { name: 'fleet/out/evil', data: 'x' }],
    /`tar -xzf .* ended with 2|holds "fleet\/out", which is neither/,
  ],
  ['a pipe', [CHART, { name: 'fleet/pipe', type: '6' }], /holds "fleet\/pipe", which is neither/],
  ['another chart alone', [{ name: 'evil/Chart.yaml', data: 'x' }], /holds no fleet/],
])('an archive with %s is refused, and nothing is written outside', async (_, entries, why) => {
  await expect(unpack(...(entries as Record<string, string>[]))).rejects.toThrow(why);
  expect(readdirSync(root)).toEqual(['target']);
  expect(existsSync('/evil-of-ftls')).toBe(false);
});

test('what is no archive is refused', async () => {
  const options = { name: 'fleet', target, signal: new AbortController().signal };
  await expect(unpackChart(Buffer.from('<html>'), options)).rejects.toThrow(/`tar -xzf .* ended with 2/);
});
