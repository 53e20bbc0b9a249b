import { expect, test } from 'vitest';
import { changedListeners } from './renew.ts';

test('names each listener once whose files differ, are new or are not there any more', () => {
  const differences = `Files /srv/as-it-began/srv/edge/p1-a.1/leaf.pem and /srv/edge/p1-a.1/leaf.pem differ
Only in /srv/as-it-began/srv/edge/p1-a.2: server.conf
Only in /srv/edge/p1-a.2: server.conf.down
Files /srv/as-it-began/srv/edge/p1-b.1/charts/index.yaml and /srv/edge/p1-b.1/charts/index.yaml differ
Only in /srv/edge/p1-b.1/charts: probe-0.1.1.tgz
Only in /srv/edge: stranger
`;
  expect(changedListeners(differences)).toEqual(['p1-a.1', 'p1-a.2', 'p1-b.1', 'stranger']);
});

test('an edge that is as it began has none', () => {
  expect(changedListeners('')).toEqual([]);
});
