import { expect, test } from 'vitest';
import { clusterOf } from '../kube/cluster.fixture.ts';
import { rightsCameLate } from './lateRights.ts';

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

test('rights that are bound by now came late, however the refusal is quoted', async () => {
  expect(await rightsCameLate(boundTo(ACCOUNT), said('"'))).toBe(true);
  expect(await rightsCameLate(boundTo(ACCOUNT), said('\\"'))).toBe(true);
});

test('rights of another account, kind or namespace are not the agent’s', async () => {
  for (const other of [{ name: 'request-2' }, { kind: 'User' }, { namespace: 'ws' }])
    expect(await rightsCameLate(boundTo({ ...ACCOUNT, ...other }), said('"'))).toBe(false);
  expect(await rightsCameLate(boundTo(), said('"'))).toBe(false);
  expect(await rightsCameLate(clusterOf([]), said('"'))).toBe(false);
});

test('a refusal of something else is not looked into', async () => {
  const secrets = said('"').replaceAll('bundledeployments', 'secrets');
  expect(await rightsCameLate(boundTo(ACCOUNT), secrets)).toBe(false);
  expect(await rightsCameLate(boundTo(ACCOUNT), 'Unauthorized')).toBe(false);
});
