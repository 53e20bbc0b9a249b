import { expect, test } from 'vitest';
import { refuseStandinFor } from './standin.ts';

const WHY = 'docker.io does not answer (ENOTFOUND)';

test('the stand-in is not tried instead of versions of Fleet that were asked for by name', () => {
  expect(() => refuseStandinFor(['0.16.1/0.12.4', '0.16.1/0.16.1'], WHY)).toThrow(
    expect.objectContaining({
      code: 'supply-unavailable',
      line: `Fleet 0.16.1 and 0.12.4 cannot be had: ${WHY}. Give the charts, with the images in the local Docker: --charts 0.16.1=<folder> --charts 0.12.4=<folder>`,
    }),
  );
});

test('it is where no version was', () => {
  expect(() => refuseStandinFor([], WHY)).not.toThrow();
});
