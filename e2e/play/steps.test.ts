import { expect, test } from 'vitest';
import type { ClusterObject } from '../../helpers/kube/cluster.fixture.ts';
import { samePod, scenario, strictWorld } from '../../scenarios/vocabulary/index.ts';
import { sceneOf } from '../observe/scene.fixture.ts';
import { playSteps } from './steps.ts';

const pod = (uid: string): ClusterObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `fleet-agent-${uid}`, namespace: 'p1-agent', uid },
});

/** Plays two stretches of time, and whether the pod is the same after the second; it is replaced so early in the first. */
async function stayed(replacedAfterMs: number | undefined): Promise<boolean[]> {
  const objects = [pod('first')];
  const scene = sceneOf(
    scenario('a/stays', {
      story: 's',
      source: ['rancher/fleet#1'],
      tier: 'core',
      world: strictWorld,
      expect: [],
      afterwards: [
        { change: { kind: 'time', seconds: 0.2 }, expect: [] },
        { change: { kind: 'time', seconds: 0 }, expect: [samePod] },
      ],
    }),
    { downstream: { objects } },
  );
  const timer = setTimeout(() => objects.splice(0, 1, pod('second')), replacedAfterMs ?? 60_000);
  const observations = await playSteps(scene);
  clearTimeout(timer);
  return observations.map(({ met }) => met);
}

test('a pod that was replaced before more time went by is not the same', async () => {
  expect(await stayed(50)).toEqual([false]);
});

test('a pod that nothing replaced is the same, however often time went by', async () => {
  expect(await stayed(undefined)).toEqual([true]);
});
