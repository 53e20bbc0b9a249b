import { expect, test } from 'vitest';
import { agentValues } from './agentChart.ts';
import { fleetValues } from './install.ts';
import type { Release } from './release.ts';

const image = { reference: 'standin:1', digest: 'sha256:1' };
const release: Release = {
  version: '0.16.0+standin.crash-loop',
  standin: true,
  charts: { crd: '', fleet: '', agent: '' },
  values: { mutant: 'crash-loop' },
  controller: image,
  agent: image,
};

test("a release's own values go into the controller's chart and into the agent's", () => {
  const common = { helm: '', kubeconfig: '', release, mode: 'strict', apiServerURL: 'https://up' };
  const ofController = fleetValues({
    ...common,
    name: 'p1',
    images: { controller: 'c:1', agent: 'a:1' },
    serves: { gitops: false, local: false },
  });
  const ofAgent = agentValues({ ...common, image: 'a:1', token: { name: 't', values: {} }, clientID: 'c' });
  expect(ofController).toMatchObject({ mutant: 'crash-loop', agentTLSMode: 'strict' });
  expect(ofAgent).toMatchObject({ mutant: 'crash-loop', agentTLSMode: 'strict' });
});
