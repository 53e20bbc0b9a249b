import { describe, expect, test } from 'vitest';
import { adapterFor } from './adapters/choose.ts';
import { errorOf, type HelmOpRequest, helmOpObjects, readHelmOpState } from './helmOp.ts';

const adapter = adapterFor('0.16.1');
const request: HelmOpRequest = {
  name: 'op',
  workspace: 'ws',
  targets: [{ clusterName: 'c', namespace: 'ns' }],
  chart: { tarball: 'https://edge/probe.tgz' },
  insecureSkipTLSVerify: false,
};

describe('the objects of a HelmOp', () => {
  test('a tarball has a chart and neither repository nor version', () => {
    const [helmOp] = helmOpObjects(adapter, request);
    expect(helmOp).toMatchObject({
      kind: 'HelmOp',
      spec: {
        helm: { chart: 'https://edge/probe.tgz', releaseName: 'op' },
        namespace: 'ns',
        targets: [{ clusterName: 'c' }],
        insecureSkipTLSVerify: false,
      },
    });
    expect(helmOp?.spec).not.toHaveProperty('helm.repo');
  });

  test('a secret comes first, with what it carries and no more', () => {
    const secret = { cacerts: 'PEM', credentials: { user: 'u', password: 'p' }, basicHTTP: true };
    const [first, second] = helmOpObjects(adapter, { ...request, secret });
    const text = (value: string) => Buffer.from(value).toString('base64');
    expect(first).toMatchObject({ kind: 'Secret', metadata: { name: 'op-helm', namespace: 'ws' } });
    expect(first?.data).toEqual({
      cacerts: text('PEM'),
      username: text('u'),
      password: text('p'),
      basicHTTP: text('true'),
    });
    expect(second?.spec).toMatchObject({ helmSecretName: 'op-helm' });
  });

  test('for several clusters each target has a namespace of its own', () => {
    const targets = [
      { clusterName: 'a', namespace: 'ns' },
      { clusterName: 'b', namespace: 'ns-2' },
    ];
    const [helmOp] = helmOpObjects(adapter, { ...request, targets });
    expect(helmOp?.spec).toMatchObject({ targets });
  });

  test('polling is asked for in seconds', () => {
    const [helmOp] = helmOpObjects(adapter, { ...request, pollingSeconds: 5 });
    expect(helmOp?.spec).toMatchObject({ pollingInterval: '5s' });
  });
});

describe('the state of a HelmOp', () => {
  const object = (kind: string, status: object) => ({
    apiVersion: 'fleet.cattle.io/v1alpha1',
    kind,
    metadata: { name: 'op' },
    status,
  });

  test('it is deployed when the agent says so and it is ready', () => {
    const deployment = object('BundleDeployment', {
      ready: true,
      conditions: [{ type: 'Deployed', status: 'True' }],
    });
    const helmOp = object('HelmOp', { conditions: [{ type: 'Ready', status: 'True' }], version: '0.1.0' });
    expect(readHelmOpState({ helmOp, deployment })).toEqual({
      deployed: true,
      shown: '',
      agentError: '',
      bundleError: '',
      refusedByController: false,
      ready: 'True',
      version: '0.1.0',
    });
  });

  test('what the controller refuses shows, also beside Ready=True', () => {
    const helmOp = object('HelmOp', {
      conditions: [
        { type: 'Accepted', status: 'False', message: 'x509: unknown authority' },
        { type: 'Ready', status: 'True' },
      ],
    });
    expect(readHelmOpState({ helmOp, deployment: undefined })).toMatchObject({
      deployed: false,
      shown: 'x509: unknown authority',
      refusedByController: true,
      ready: 'True',
    });
  });

  test('an error that stands on the bundle alone is seen, and what the bundle only counts is none', () => {
    const helmOp = object('HelmOp', { conditions: [{ type: 'Ready', status: 'True' }] });
    const bundle = (condition: object) =>
      object('Bundle', { conditions: [{ type: 'Ready', status: 'False', ...condition }] });
    const refused = bundle({ reason: 'Error', message: 'invalid characters in version' });
    const state = readHelmOpState({ helmOp, bundle: refused, deployment: undefined });
    expect(errorOf(state)).toBe('invalid characters in version');
    expect(state.shown).toBe('');
    const waiting = bundle({ message: 'WaitApplied(1)' });
    expect(errorOf(readHelmOpState({ helmOp, bundle: waiting, deployment: undefined }))).toBe('');
  });

  test('what the agent complains of is told apart from what the HelmOp shows', () => {
    const deployment = object('BundleDeployment', {
      conditions: [{ type: 'Deployed', status: 'False', message: 'x509: expired' }],
    });
    expect(readHelmOpState({ helmOp: object('HelmOp', {}), deployment })).toMatchObject({
      agentError: 'x509: expired',
      shown: '',
    });
  });
});
