import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import { notBuilt } from '../../scenarios/notBuilt.ts';
import { cataloguePage } from './catalogue.ts';
import { CATALOGUE_FILE } from './write.ts';

test('docs/catalogue.md is what scenarios/ says (write it with `npm run docs`)', () => {
  expect(readFileSync(CATALOGUE_FILE, 'utf8')).toBe(cataloguePage(families, notBuilt));
});

test('what is said not to be built is not there', () => {
  const ids = families.flatMap(({ scenarios }) => scenarios.map(({ id }) => id));
  expect(notBuilt.filter(({ id }) => ids.includes(id))).toEqual([]);
});
