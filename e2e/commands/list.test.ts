import { expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import { listCommand, listText } from './list.ts';

function listed(ids: string[], flags: Parameters<typeof listCommand>[1]): string {
  let text = '';
  listCommand(ids, flags, more => {
    text += more;
  });
  return text;
}

test('every scenario is listed, with its tier and what must hold', () => {
  const text = listText(families);
  for (const { id, tier } of families.flatMap(({ scenarios }) => scenarios)) {
    expect(text).toContain(`  ${id}  ${tier}\n`);
  }
});

test('a family is listed alone, as facts for machines too', () => {
  const facts: { id: string; family: string }[] = JSON.parse(listed(['way'], { tier: 'soak', json: true }));
  expect(facts.length).toBeGreaterThan(2);
  expect(facts.every(({ id }) => id.startsWith('way/'))).toBe(true);
});

test('a tier is listed without the tiers above it', () => {
  const facts: { tier: string }[] = JSON.parse(listed([], { tier: 'core', json: true }));
  expect(new Set(facts.map(({ tier }) => tier))).toEqual(new Set(['core']));
});

test('a name that nothing has is wrong use, with what may have been meant', () => {
  expect(() => listed(['op/indx-public'], { tier: 'soak' })).toThrow(
    expect.objectContaining({
      code: 'usage',
      cure: expect.stringContaining('Did you mean op/index-public?'),
    }),
  );
});
