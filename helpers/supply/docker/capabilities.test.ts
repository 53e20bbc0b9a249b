import { expect, test } from 'vitest';
import { holdsSysResource } from './capabilities.ts';

const status = (mask: string) =>
  `Name:\tnode\nCapInh:\t0000000000000000\nCapBnd:\t${mask}\nCapAmb:\t0000000000000000\n`;

test('a full bounding set holds CAP_SYS_RESOURCE', () => {
  expect(holdsSysResource(status('000001ffffffffff'))).toBe(true);
});

test('a bounding set with bit 24 cleared does not', () => {
  expect(holdsSysResource(status('000001fffeffffff'))).toBe(false);
});

test('a status without a bounding set answers nothing', () => {
  expect(holdsSysResource('Name:\tnode\n')).toBeUndefined();
});
