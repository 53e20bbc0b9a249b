import { expect, test } from 'vitest';
import { HarnessError } from '../process/errors.ts';
import { buildFailure, imageRef } from './image.ts';

test('an image is named by what goes into it', () => {
  const recipe = { name: 'edge', recipe: 'edge', args: { BASE: 'debian:1' } };

  expect(imageRef(recipe)).toMatch(/^fleet-tls-e2e\/edge:[0-9a-f]{12}$/);
  expect(imageRef({ ...recipe })).toBe(imageRef(recipe));
  expect(imageRef({ ...recipe, args: { BASE: 'debian:2' } })).not.toBe(imageRef(recipe));
  expect(imageRef({ ...recipe, inputs: { program: 'abc' } })).not.toBe(imageRef(recipe));
});

test('an input is not the same as a build argument of its name', () => {
  const byArgument = imageRef({ name: 'edge', recipe: 'edge', args: { X: '1' } });
  const byInput = imageRef({ name: 'edge', recipe: 'edge', inputs: { X: '1' } });

  expect(byInput).not.toBe(byArgument);
});

test.for([
  ['write /x: no space left on device', 'disk-full'],
  ["Temporary failure resolving 'deb.debian.org'", 'supply-unavailable'],
  ['The command returned a non-zero code: 1', 'build-failed'],
] as const)('a docker build that says "%s" is reported as %s', ([output, code]) => {
  const thrown = new HarnessError('command-failed', {
    message: 'it failed',
    cure: 'look',
    cause: new Error(output),
  });

  expect(buildFailure('fleet-tls-e2e/edge:1', thrown)).toMatchObject({ code });
});
