import { expect, test } from 'vitest';
import { choose } from './choose.ts';
import { companies } from './companies.ts';
import { ends, expectedInWords } from './ends.ts';
import { impossible } from './inflict.ts';
import { phases } from './phases.ts';

test('without names all is tried: every phase in every way, and two runs at once', () => {
  const { cells, companies: both } = choose([], []);
  expect(cells).toHaveLength(phases.length * ends.length);
  expect(both).toEqual(companies);
});

test('names choose phases, ends and companies', () => {
  const chosen = choose(['load', 'two-at-once'], []);
  expect(chosen.cells.map(({ phase, end }) => `${phase.name} ${end.name}`)).toEqual(
    ends.map(({ name }) => `load ${name}`),
  );
  expect(chosen.companies.map(({ name }) => name)).toEqual(['two-at-once']);
  expect(choose(['load'], ['disk'])).toMatchObject({ cells: [{ end: { name: 'disk' } }], companies: [] });
});

test.each([
  [['lod'], [], 'there is no phase "lod"', /^Did you mean load\? Known are: image-build, /],
  [['load'], ['sigquit'], 'there is no end "sigquit"', /sigint, sigkill, daemon, disk, sigterm$/],
])('a name that none has is wrong use: %j %j', (names, endNames, message, cure) => {
  expect(() => choose(names, endNames)).toThrow(
    expect.objectContaining({ code: 'usage', message, cure: expect.stringMatching(cure) }),
  );
});

test('what cannot be tried on a machine says why', () => {
  const able = { root: true, daemonWasThere: false };
  for (const { name } of ends) expect(impossible(name, able)).toBeUndefined();
  expect(impossible('disk', { ...able, root: false })).toMatch(/root/);
  expect(impossible('daemon', { ...able, daemonWasThere: true })).toMatch(/not ours to kill/);
  expect(impossible('sigkill', { root: false, daemonWasThere: true })).toBeUndefined();
});

test('what is expected is told for each end, and for a run that had judged all', () => {
  const told = ends.flatMap(end => phases.map(phase => expectedInWords(end, phase)));
  expect(told[0]).toBe(
    'ends with 130; nothing is left; the report says that it was interrupted, and of what',
  );
  expect(told.at(-1)).toContain(', or with 0 and a whole report');
});
