import { describe, expect, test } from 'vitest';
import { ACTIONS, action, stepsOf, textOf, WORKFLOWS, workflow } from './files.fixture.ts';

const OWN = 'OWNER/fleet-tls-e2e@main';

describe.each([...ACTIONS, ...WORKFLOWS])('%s', path => {
  const uses = stepsOf(path).flatMap(step => step.uses ?? []);

  test('pins the actions of others by commit, with the version beside it', () => {
    for (const used of uses.filter(used => !used.startsWith('./') && used !== OWN)) {
      expect(used).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
      expect(textOf(path)).toMatch(new RegExp(`uses: ${used} # v\\d+\\.\\d+\\.\\d+$`, 'm'));
    }
  });

  test('gives the actions of this repository inputs that they have', () => {
    const ours = { './': 'action.yml', [OWN]: 'action.yml', './.github/actions/merge': ACTIONS[1] };
    for (const step of stepsOf(path)) {
      const file = ours[step.uses as keyof typeof ours];
      if (file !== undefined)
        expect(Object.keys(action(file).inputs)).toEqual(
          expect.arrayContaining(Object.keys(step.with ?? {})),
        );
    }
  });

  test('puts nothing that somebody gave into a script: it travels as a variable', () => {
    for (const { run = '' } of stepsOf(path)) expect(run).not.toContain('${{');
  });
});

test('each action of others is pinned to one commit alone', () => {
  const pins = new Set(
    [...ACTIONS, ...WORKFLOWS].flatMap(stepsOf).flatMap(({ uses = '' }) => uses.match(/^actions\/.*/) ?? []),
  );
  const names = [...pins].map(pin => pin.split('@')[0]);
  expect(new Set(names).size).toBe(names.length);
});

test.each(WORKFLOWS)('%s may read and no more, ends in time, and does not run twice at once', path => {
  const { permissions, concurrency, jobs } = workflow(path);
  expect(permissions).toEqual({ contents: 'read' });
  expect(concurrency?.group).toContain('github.workflow');
  for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeGreaterThan(0);
});
