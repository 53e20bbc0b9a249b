import { describe, expect, test } from 'vitest';
import { families } from '../../scenarios/index.ts';
import type { KeptWorld } from './keptWorld.ts';
import { controllerLines, kubeconfigLine, type PlacedScenario, scenarioLines } from './look.ts';
import { exampleWorld } from './world.fixture.ts';

function looked(world: KeptWorld, kubectl = 'kubectl') {
  return { handle: world.handle, kubectl };
}

function placed({ handle }: KeptWorld, id: string, pairAt = 0): PlacedScenario {
  const scenario = families.flatMap(family => family.scenarios).find(one => one.id === id);
  const pair = handle.plan.pairs[pairAt];
  const phase = pair?.phases.find(({ scenarios }) => scenarios.some(one => one.id === id));
  const planned = phase?.scenarios.find(one => one.id === id);
  const agent = phase?.agents.find(({ name }) => name === planned?.agent);
  if (!scenario || !pair || !planned || !agent) throw new Error(`${id} is not in the world`);
  return { scenario, pair, planned, agent };
}

const CLUSTER = 'kind-ftls-1125-1605-a3f2';
const EDGE = 'ftls-1125-1605-a3f2-edge';

test('one line has kubectl know all clusters, and a path with a blank is quoted', () => {
  const world = exampleWorld(['op/index-public']);
  expect(kubeconfigLine(looked(world))).toBe(
    'export KUBECONFIG=/w/upstream-u1.kubeconfig:/w/upstream-u2.kubeconfig:/w/downstream-d1.kubeconfig',
  );
  const [first] = controllerLines(looked(world, '/my tools/kubectl'));
  expect(first).toBe(
    `'/my tools/kubectl' --context ${CLUSTER}-upstream-u1 --namespace cattle-fleet-system get deployments,pods`,
  );
});

describe('what a scenario made is seen by', () => {
  test('its objects, the log of its agent, and its endpoints under their own CAs', () => {
    const world = exampleWorld(['reg/strict-right-ca', 'op/index-public']);
    expect(scenarioLines(looked(world), placed(world, 'op/index-public', 1))).toEqual([
      `kubectl --context ${CLUSTER}-upstream-u2 --namespace p2-reg-strict-right-ca get clusters.fleet.cattle.io,clusterregistrations.fleet.cattle.io,helmops.fleet.cattle.io,bundles.fleet.cattle.io --output yaml`,
      `kubectl --context ${CLUSTER}-downstream-d1 --namespace p2-reg-strict-right-ca-agent logs deployment/fleet-agent`,
      `curl --cacert /w/ca/private.pem --resolve ${EDGE}:10003:172.18.0.9 https://${EDGE}:10003/version`,
      `curl --cacert /w/ca/public.pem --resolve ${EDGE}:10004:172.18.0.9 https://${EDGE}:10004/index.yaml`,
    ]);
  });

  test('the kind that its version has', () => {
    const world = exampleWorld(['op/index-public']);
    expect(scenarioLines(looked(world), placed(world, 'op/index-public'))[0]).toContain('helmapps.fleet');
  });

  test('the place of an agent that came by itself', () => {
    const world = exampleWorld(['reg-agent/strict-right-ca']);
    expect(scenarioLines(looked(world), placed(world, 'reg-agent/strict-right-ca'))[1]).toBe(
      `kubectl --context ${CLUSTER}-downstream-d1 --namespace cattle-fleet-system logs deployment/fleet-agent`,
    );
  });

  test('the password of an endpoint from a file, never on the command line', () => {
    const world = exampleWorld(['op/private-bad-auth']);
    const line = scenarioLines(looked(world), placed(world, 'op/private-bad-auth')).at(-1);
    expect(line).toContain(' --config /w/endpoint-user.curl ');
  });

  test('the root of an intermediate, and no CA where there is no TLS', () => {
    const world = exampleWorld(['op/missing-intermediate', 'op/oci-plain-http']);
    const lastLine = (id: string) => scenarioLines(looked(world), placed(world, id, 1)).at(-1);
    expect(lastLine('op/missing-intermediate')).toContain('--cacert /w/ca/private.pem ');
    expect(lastLine('op/oci-plain-http')).toMatch(/^curl --resolve \S+ http:\/\/\S+\/v2\/_catalog$/);
  });

  test('the repository of a GitRepo', () => {
    const world = exampleWorld(['git/public']);
    expect(scenarioLines(looked(world), placed(world, 'git/public')).at(-1)).toContain(
      '/p1-git-public-git.git/info/refs?service=git-upload-pack',
    );
  });
});
