import { expect, test } from 'vitest';
import { exampleWorld } from '../keep/world.fixture.ts';
import { openHandover, takeHandover } from './handover.ts';

const { handle } = exampleWorld(['op/index-public']);

test('a worker that asks before the run is prepared gets it when it is', async () => {
  const handover = openHandover('1126-0100-aaaa');
  const taken = takeHandover('1126-0100-aaaa');
  handover.give(handle);
  expect(await taken).toEqual(handle);
});

test('a worker that asks afterwards gets it at once, and so does the next', async () => {
  openHandover('1126-0100-bbbb').give(handle);
  expect(await takeHandover('1126-0100-bbbb')).toEqual(handle);
  expect(await takeHandover('1126-0100-bbbb')).toEqual(handle);
});

test('a worker waits no longer when the run ends before it is prepared', async () => {
  const handover = openHandover('1126-0100-cccc');
  const taken = takeHandover('1126-0100-cccc');
  handover.end();
  await expect(taken).rejects.toThrow('the run ended before it was prepared');
});
