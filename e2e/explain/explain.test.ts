import { expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import { explain } from './explain.ts';
import { explanationText } from './explanationText.ts';

const all = families.flatMap(({ title, scenarios }) =>
  scenarios.map(scenario => ({ scenario, family: title })),
);

function explained(id: string) {
  const found = all.find(({ scenario }) => scenario.id === id);
  if (found === undefined) throw new Error(`there is no ${id}`);
  return explain(found.scenario, {
    family: found.family,
    seen: [
      {
        scenario: id,
        pair: '0.16.1/0.16.1',
        verdict: 'holds',
        reason: 'deployed',
        witnesses: [],
        seconds: 9,
      },
    ],
  });
}

test('says what is done, why, what is known of old versions, what was seen on Fleet, and how to run it', () => {
  const text = explanationText(explained('op/index-public'));
  for (const words of [
    'rancher/fleet#3589',
    'agent <0.13.0-beta.2: /failed to load system',
    'HelmOp index, from an index repository',
    '0.16.1/0.16.1: holds, deployed',
    'npm run fleet-tls -- run op/index-public',
  ]) {
    expect(text).toContain(words);
  }
});

test('a refusal names its control, and a workaround its cost', () => {
  expect(explained('reg/strict-public-up-no-ca').control).toContain('reg/store-public-up-no-ca');
  expect(explained('way/system-store-old').cost).toContain('store');
});

test('what changes afterwards stands beside what must hold then', () => {
  const { steps } = explained('heal/after-restart');
  expect(steps.map(({ change }) => change)).toEqual([undefined, "the agent's pod is deleted"]);
  expect(steps[1]?.mustHold).toContain('the agent checks in after the change');
});

test.each(all.map(({ scenario }) => scenario.id))('%s is explained within the width of a terminal', id => {
  const lines = explanationText(explained(id), { width: 80 }).split('\n');
  // A word that is longer than the line has one to itself.
  const long = lines.filter(line => line.length > 80 && /\S\s+\S+\s+\S/.test(line.slice(14)));
  expect(long).toEqual([]);
  expect(lines.join(' ')).not.toContain('undefined');
});
