import { expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import { notBuilt } from '../../scenarios/notBuilt.ts';
import { generatedPages, writtenPage } from './write.ts';

test.each([...generatedPages()])(
  'docs/%s is what its sources say (write it with `npm run docs`)',
  (path, content) => {
    expect(writtenPage(path)).toBe(content);
  },
);

test('what is said not to be built is not there', () => {
  const ids = families.flatMap(({ scenarios }) => scenarios.map(({ id }) => id));
  expect(notBuilt.filter(({ id }) => ids.includes(id))).toEqual([]);
});
