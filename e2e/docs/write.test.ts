import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import { mutants } from '../../scenarios/mutants.ts';
import { notBuilt } from '../../scenarios/notBuilt.ts';
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

test('no run that was ended before its time was kept as otherwise than expected', () => {
  expect(keptEnds().rows.filter(({ outcome }) => outcome === 'not as expected')).toEqual([]);
});

test('what is said not to be built is not there', () => {
  const ids = families.flatMap(({ scenarios }) => scenarios.map(({ id }) => id));
  expect(notBuilt.filter(({ id }) => ids.includes(id))).toEqual([]);
});
