import { expect, test } from 'vitest';
import { removalFailure } from './container.ts';

const failed = (facts: object) =>
  Object.assign(new Error('connect ECONNREFUSED /var/run/docker.sock'), facts);

test.each([404, 409])(
  'a container that is gone, or that somebody else is removing, is as good as removed (%i)',
  statusCode => {
    expect(removalFailure('ftls-a-edge', failed({ statusCode }))).toBeUndefined();
  },
);

test('a Docker daemon that has died is no defect of the harness', () => {
  expect(removalFailure('ftls-a-edge', failed({ code: 'ECONNREFUSED' }))).toMatchObject({
    code: 'docker-unavailable',
    message: expect.stringMatching(/^container ftls-a-edge is not removed: .*ECONNREFUSED/),
  });
});

test('what Docker itself refuses is told as it is', () => {
  const refused = failed({ statusCode: 500 });
  expect(removalFailure('ftls-a-edge', refused)).toBe(refused);
});
