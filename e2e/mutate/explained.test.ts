import { expect, test } from 'vitest';
import { keptSurvey } from '../docs/write.ts';
import { explained } from './explained.ts';

const { survivors } = keptSurvey();

test('nothing is explained that did not survive', () => {
  const stale = explained.flatMap(({ file, mutants }) =>
    mutants.filter(
      ([code, becomes]) =>
        !survivors.some(one => one.file === file && one.code === code && one.becomes === becomes),
    ),
  );
  expect(stale).toEqual([]);
});
