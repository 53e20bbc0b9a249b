import { describe, expect, test } from 'vitest';
import { nodeHas, parseImageCheck } from './nodeImages.ts';

const MANIFEST = `sha256:${'a'.repeat(64)}`;
const CONFIG = `sha256:${'c'.repeat(64)}`;
const OTHER = `sha256:${'d'.repeat(64)}`;
const TYPE = 'application/vnd.docker.distribution.manifest.v2+json';

function output(status: string, unpacked: string): string {
  return [
    'REF                        TYPE    DIGEST    STATUS         SIZE               UNPACKED ',
    `docker.io/rancher/fleet:v1 ${TYPE} ${MANIFEST} ${status} 68.2 MiB/68.2 MiB ${unpacked} `,
    `${CONFIG} ${TYPE} ${MANIFEST} ${status} 68.2 MiB/68.2 MiB ${unpacked} `,
    `docker.io/rancher/other:v1 ${TYPE} ${OTHER} complete (2/2) 1.0 MiB/1.0 MiB true `,
  ].join('\n');
}

const has = (text: string, image: { ref: string; ids: string[] }) => nodeHas(parseImageCheck(text), image);
const image = { ref: 'rancher/fleet:v1', ids: [CONFIG] };

test('the table of containerd is read line by line, without its heading', () => {
  expect(parseImageCheck(output('complete (9/9)', 'true'))[0]).toEqual({
    ref: 'docker.io/rancher/fleet:v1',
    digest: MANIFEST,
    complete: true,
  });
  expect(parseImageCheck(output('complete (9/9)', 'true'))).toHaveLength(3);
  expect(parseImageCheck('')).toEqual([]);
});

describe('a node has an image', () => {
  test('when its reference is complete and its manifest carries the id', () => {
    expect(has(output('complete (9/9)', 'true'), image)).toBe(true);
    expect(has(output('complete (9/9)', 'true'), { ...image, ids: [MANIFEST] })).toBe(true);
  });

  test('but not when layers are missing or not unpacked', () => {
    expect(has(output('incomplete (3/9)', 'true'), image)).toBe(false);
    expect(has(output('complete (9/9)', 'false'), image)).toBe(false);
  });

  test('but not when the same reference is another image', () => {
    expect(has(output('complete (9/9)', 'true'), { ...image, ids: [OTHER] })).toBe(false);
  });

  test('but not when the id is there under another reference only', () => {
    expect(has(output('complete (9/9)', 'true'), { ref: 'rancher/fleet:v2', ids: [CONFIG] })).toBe(false);
  });
});
