import { expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import { looksAtRegistration } from './scene.ts';

function scenarioOf(id: string) {
  const found = families.flatMap(({ scenarios }) => scenarios).find(one => one.id === id);
  if (found === undefined) throw new Error(`no scenario ${id}`);
  return found;
}

test.each(['reg/strict-right-ca', 'reg/strict-private-up-wrong-ca', 'reg-agent/strict-right-ca'])(
  '%s is about the registration: it tells of the first, whatever became of it',
  id => {
    expect(looksAtRegistration(scenarioOf(id))).toBe(true);
  },
);

test.each(['op/index-public', 'git/public', 'op/private-malformed-ca'])(
  '%s is about what is deployed: any registered agent will do',
  id => {
    expect(looksAtRegistration(scenarioOf(id))).toBe(false);
  },
);
