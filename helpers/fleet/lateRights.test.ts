import { expect, test } from 'vitest';
import type { KubeClient } from '../kube/client.ts';
import { clusterOf } from '../kube/cluster.fixture.ts';
import { LateRights } from './lateRights.ts';

const said = (quote: string) =>
  `new client config cannot list bundledeployments on management cluster: bundledeployments.fleet.cattle.io is forbidden: ` +
  `User ${quote}system:serviceaccount:cluster-ws:request-1${quote} cannot list resource ${quote}bundledeployments${quote} ` +
  `in API group ${quote}fleet.cattle.io${quote} in the namespace ${quote}cluster-ws${quote}`;

function boundTo(subject?: object) {
  const metadata = { name: 'request-1', namespace: 'cluster-ws' };
  const binding = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'RoleBinding', metadata };
  return clusterOf([{ ...binding, ...(subject && { subjects: [subject] }) }]);
}

const ACCOUNT = { kind: 'ServiceAccount', name: 'request-1', namespace: 'cluster-ws' };

/** What the last of so many looks said. */
async function mayComeAfter(looks: number, upstream: KubeClient, refusal: string, rights = new LateRights()) {
  let mayCome = true;
  for (let look = 0; look < looks; look += 1) mayCome = await rights.mayCome(upstream, refusal);
  return mayCome;
}

test('rights that are bound by now came late, however the refusal is quoted', async () => {
  expect(await mayComeAfter(31, boundTo(ACCOUNT), said('"'))).toBe(true);
  expect(await mayComeAfter(31, boundTo(ACCOUNT), said('\\"'))).toBe(true);
});

test('rights that are not bound may come for half a minute', async () => {
  expect(await mayComeAfter(29, clusterOf([]), said('"'))).toBe(true);
  expect(await mayComeAfter(30, clusterOf([]), said('"'))).toBe(false);
});

test('each time that they come, the next may be as late', async () => {
  const rights = new LateRights();
  await mayComeAfter(29, clusterOf([]), said('"'), rights);
  await rights.mayCome(boundTo(ACCOUNT), said('"'));
  expect(await mayComeAfter(29, clusterOf([]), said('"'), rights)).toBe(true);
  expect(await mayComeAfter(1, clusterOf([]), said('"'), rights)).toBe(false);
});

test('rights of another account, kind or namespace are not the agent’s', async () => {
  for (const other of [{ name: 'request-2' }, { kind: 'User' }, { namespace: 'ws' }])
    expect(await mayComeAfter(30, boundTo({ ...ACCOUNT, ...other }), said('"'))).toBe(false);
  expect(await mayComeAfter(30, boundTo(), said('"'))).toBe(false);
});

test('a refusal of something else is not looked into', async () => {
  const secrets = said('"').replaceAll('bundledeployments', 'secrets');
  expect(await mayComeAfter(1, boundTo(ACCOUNT), secrets)).toBe(false);
  expect(await mayComeAfter(1, boundTo(ACCOUNT), 'Unauthorized')).toBe(false);
});
