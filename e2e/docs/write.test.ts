import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import { mutants } from '../../scenarios/mutants.ts';
import { notBuilt } from '../../scenarios/notBuilt.ts';
import { choose } from '../ends/choose.ts';
import type { ProofResults } from '../prove/results.ts';
import { generatedPages, keptEnds, writtenPage } from './write.ts';

test.each([...generatedPages()])(
  'docs/%s is what its sources say (write it with `npm run docs`)',
  (path, content) => {
    expect(writtenPage(path)).toBe(content);
  },
);

test('every mutant was killed in the kept kill table', () => {
  const kept: ProofResults = JSON.parse(readFileSync('docs/prove.json', 'utf8'));
  expect(kept.unmutated?.wrong).toEqual([]);
  const killed = kept.mutants.filter(({ outcome }) => outcome === 'killed').map(({ name }) => name);
  expect(killed.toSorted()).toEqual(mutants.map(({ name }) => name).toSorted());
});

test('a run was ended in every way in every phase, and each time went as expected', () => {
  const { cells, companies } = choose([], []);
  const tried = keptEnds().rows.map(({ name, end }) => [name, end].join(' ').trim());
  const all = [
    ...cells.map(({ phase, end }) => `${phase.name} ${end.name}`),
    ...companies.map(({ name }) => name),
  ];
  expect(tried.toSorted()).toEqual(all.toSorted());
  expect(keptEnds().rows.filter(({ outcome }) => outcome !== 'as expected')).toEqual([]);
});

test('what is said not to be built is not there', () => {
  const ids = families.flatMap(({ scenarios }) => scenarios.map(({ id }) => id));
  expect(notBuilt.filter(({ id }) => ids.includes(id))).toEqual([]);
});
