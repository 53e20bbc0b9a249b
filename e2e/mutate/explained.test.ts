import { expect, test } from 'vitest';
import { keptSurvey } from '../docs/write.ts';
import { explained } from './explained.ts';
import { explanationOf } from './explanation.ts';

const { survivors } = keptSurvey();

test('every survivor of the kept survey is explained', () => {
  expect(survivors.filter(survivor => explanationOf(survivor, explained) === undefined)).toEqual([]);
});

test('nothing is explained that did not survive', () => {
  const stale = explained.flatMap(({ file, mutants }) =>
    mutants.filter(
      ([code, becomes]) =>
        !survivors.some(one => one.file === file && one.code === code && one.becomes === becomes),
    ),
  );
  expect(stale).toEqual([]);
});
