import { expect, test } from 'vitest';
import { VERDICT_ORDER } from '../../helpers/report/verdict.ts';
import { isWorthALook } from './worthALook.ts';

test('what did not hold is worth a look, a known defect as well', () => {
  const looked = VERDICT_ORDER.filter(verdict => isWorthALook({ verdict }, 'ignore'));
  expect(looked).toEqual(['regression', 'no-verdict', 'known-defect']);
});
