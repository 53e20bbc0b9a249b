import { expect, test } from 'vitest';
import type { ContainerUse } from '../../helpers/clusters/containerUse.ts';
import { type Reading, Tally } from './tally.ts';

const own = { cpuSeconds: 3.14, memoryMiB: 150, peakMiB: 180.4, commandsCpuSeconds: 7 };

const node = (name: string, cpuSeconds: number, memoryMiB: number): ContainerUse => ({
  ...{ name, node: true, cpuSeconds, memoryMiB },
});
const edge = (cpuSeconds: number, memoryMiB: number): ContainerUse => ({
  ...{ name: 'edge', node: false, cpuSeconds, memoryMiB },
});

const nothing = { cpuSeconds: 0, memoryMiB: 0, peakMiB: 0, commandsCpuSeconds: 0 };

function costOf(readings: readonly Omit<Reading, 'own'>[], fromNow = false) {
  const tally = new Tally({ fromNow, ownBefore: nothing });
  for (const reading of readings) tally.add({ own, ...reading });
  return tally.cost();
}

test('CPU adds up over all containers, and memory counts where it was highest for all at one time', () => {
  const cost = costOf([
    { containers: [node('up', 10, 900), node('down', 8, 300), edge(0.5, 12)] },
    { containers: [node('up', 30, 800), node('down', 20, 600), edge(1, 10)] },
  ]);
  expect(cost).toEqual({
    peakMiB: 150 + 1400 + 10,
    parts: [
      { part: 'harness', cpuSeconds: 3.1, peakMiB: 180 },
      { part: 'commands', cpuSeconds: 7 },
      { part: 'clusters', cpuSeconds: 50, peakMiB: 1400 },
      { part: 'edge', cpuSeconds: 1, peakMiB: 12 },
    ],
  });
});

test('what a world took before the run came into it is not the run’s', () => {
  const cost = costOf([{ containers: [node('up', 100, 900)] }, { containers: [node('up', 104, 900)] }], true);
  expect(cost?.parts).toContainEqual({ part: 'clusters', cpuSeconds: 4, peakMiB: 900 });
});

test('a container that was restarted, and one that is gone, keep what they took', () => {
  const cost = costOf([
    { containers: [edge(5, 10)] },
    { containers: [edge(2, 10)] },
    { containers: [edge(3, 10)] },
    { containers: [] },
  ]);
  expect(cost?.parts).toContainEqual({ part: 'edge', cpuSeconds: 8, peakMiB: 10 });
});

test('what the process took for an earlier run of a repetition is not this one’s', () => {
  const ownBefore = { cpuSeconds: 2.04, memoryMiB: 100, peakMiB: 170, commandsCpuSeconds: 5.5 };
  const tally = new Tally({ fromNow: false, ownBefore });
  tally.add({ own, containers: [] });
  expect(tally.cost()?.parts.slice(0, 2)).toEqual([
    { part: 'harness', cpuSeconds: 1.1, peakMiB: 180 },
    { part: 'commands', cpuSeconds: 1.5 },
  ]);
});

test('without a reading there is no cost to tell', () => {
  expect(new Tally({ fromNow: false, ownBefore: nothing }).cost()).toBeUndefined();
});
