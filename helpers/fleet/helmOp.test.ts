import { describe, expect, test } from 'vitest';
import { clusterOf } from '../kube/cluster.fixture.ts';
import { adapterFor } from './adapters/choose.ts';
import {
  errorOf,
  type HelmOpRequest,
  helmOpObjects,
  helmOpState,
  readHelmOpState,
  secretObject,
} from './helmOp.ts';
import { FLEET_API } from './places.ts';

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
    for (const field of ['helmSecretName', 'pollingInterval']) expect(helmOp?.spec).not.toHaveProperty(field);
  });

  test('a chart in a repository has all three, and one in a registry is named as the generation wants it', () => {
    const chart = { repo: 'https://edge', name: 'probe', version: '0.1.0' };
    expect(helmOpObjects(adapter, { ...request, chart })[0]).toMatchObject({
      spec: { helm: { repo: 'https://edge', chart: 'probe', version: '0.1.0', releaseName: 'op' } },
    });
    const oci = { reference: 'oci://edge/probe', version: '0.1.0' };
    expect(helmOpObjects(adapter, { ...request, chart: oci })[0]).toMatchObject({
      apiVersion: FLEET_API,
      metadata: { name: 'op', namespace: 'ws' },
      spec: { helm: { ...adapter.ociChart(oci), releaseName: 'op' } },
    });
  });

  test('for one cluster the target needs no namespace beside that of the HelmOp', () => {
    expect(helmOpObjects(adapter, request)[0]?.spec).toHaveProperty('targets', [{ clusterName: 'c' }]);
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

  test('a secret that carries nothing has no data', () => {
    expect(secretObject('op', 'ws', {})).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'op-helm', namespace: 'ws' },
      type: 'Opaque',
      data: {},
    });
  });

  test('for no cluster there is no namespace and no target', () => {
    const [helmOp] = helmOpObjects(adapter, { ...request, targets: [] });
    expect(helmOp?.spec).toMatchObject({ namespace: undefined, targets: [] });
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
      bundleVersion: '',
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

  test('where both conditions tell of an error, both are shown', () => {
    const helmOp = object('HelmApp', {
      conditions: [
        { type: 'Ready', status: 'False', message: 'x509: unknown authority' },
        { type: 'Accepted', status: 'False', message: 'secret not found' },
      ],
    });
    expect(readHelmOpState({ helmOp, deployment: undefined }).shown).toBe(
      'secret not found; x509: unknown authority',
    );
  });

  test('what it resolved is told, and what is not there says nothing', () => {
    expect(readHelmOpState({ helmOp: undefined, deployment: undefined })).toEqual({
      deployed: false,
      shown: '',
      agentError: '',
      bundleError: '',
      refusedByController: false,
      ready: '',
      version: '',
      bundleVersion: '',
    });
    expect(
      readHelmOpState({ helmOp: object('HelmOp', { version: '0.2.0' }), deployment: undefined }),
    ).toMatchObject({
      version: '0.2.0',
    });
  });

  test('the version that its bundle hands on is told beside the one that it resolved', () => {
    const helmOp = object('HelmOp', { version: '0.1.0' });
    const bundle = { ...object('Bundle', {}), spec: { helm: { version: '0.2.0' } } };
    expect(readHelmOpState({ helmOp, bundle, deployment: undefined })).toMatchObject({
      version: '0.1.0',
      bundleVersion: '0.2.0',
    });
  });

  test.each([
    [{ ready: true, conditions: [{ type: 'Deployed', status: 'False', message: '' }] }],
    [{ ready: false, conditions: [{ type: 'Deployed', status: 'True' }] }],
    [{ conditions: [{ type: 'Deployed', status: 'True' }] }],
    [{ ready: true }],
  ])('it is not deployed on half the word of the agent: %j', status => {
    expect(
      readHelmOpState({ helmOp: undefined, deployment: object('BundleDeployment', status) }).deployed,
    ).toBe(false);
  });

  test.each([
    ['Accepted', 'False', 'why', true],
    ['Accepted', 'True', '', false],
    ['Accepted', 'Unknown', '', false],
    ['Ready', 'False', 'why', false],
    ['Ready', 'True', '', false],
    ['Ready', 'Unknown', '', false],
  ])(
    'what its user sees is the message of what is false: %s=%s',
    (type, status, shown, refusedByController) => {
      const helmOp = object('HelmOp', { conditions: [{ type, status, message: 'why' }] });
      expect(readHelmOpState({ helmOp, deployment: undefined })).toMatchObject({
        shown,
        refusedByController,
      });
    },
  );

  test('where the refusal has no words, those of Ready=False are what its user sees', () => {
    const conditions = [
      { type: 'Accepted', status: 'False' },
      { type: 'Ready', status: 'False', message: 'not ready' },
    ];
    expect(readHelmOpState({ helmOp: object('HelmOp', { conditions }), deployment: undefined }).shown).toBe(
      'not ready',
    );
  });

  test.each([
    ['BundleDeployment', 'Deployed', 'True'],
    ['Bundle', 'Ready', 'True'],
  ])('the message of what is true is no error: %s %s=%s', (kind, type, status) => {
    const other = object(kind, { conditions: [{ type, status, reason: 'Error', message: 'fine' }] });
    const state = readHelmOpState({
      helmOp: undefined,
      ...(kind === 'Bundle' ? { bundle: other, deployment: undefined } : { deployment: other }),
    });
    expect(errorOf(state)).toBe('');
  });

  test('the error of the agent goes before that on the HelmOp, and that before the one of the bundle', () => {
    const state = readHelmOpState({ helmOp: undefined, deployment: undefined });
    const all = { ...state, agentError: 'agent', shown: 'shown', bundleError: 'bundle' };
    expect(errorOf(all)).toBe('agent');
    expect(errorOf({ ...all, agentError: '' })).toBe('shown');
    expect(errorOf({ ...all, agentError: '', shown: '' })).toBe('bundle');
  });

  test('it is read from the HelmOp, its bundle, and the deployment of that bundle for one cluster', async () => {
    const fleet = (kind: string, message: string, metadata: object) => ({
      apiVersion: FLEET_API,
      kind,
      metadata: { name: 'op', namespace: 'ws', ...metadata },
      status: {
        conditions: [
          { type: 'Ready', status: 'False', reason: 'Error', message },
          { type: 'Deployed', status: 'False', message },
        ],
      },
    });
    const labels = (name: string, namespace: string) => ({
      labels: { 'fleet.cattle.io/bundle-name': name, 'fleet.cattle.io/bundle-namespace': namespace },
    });
    const cluster = clusterOf([
      fleet('HelmOp', 'other', { name: 'other' }),
      fleet('HelmOp', 'elsewhere', { namespace: 'elsewhere' }),
      fleet('HelmOp', 'of the HelmOp', {}),
      fleet('Bundle', 'other', { name: 'other' }),
      fleet('Bundle', 'elsewhere', { namespace: 'elsewhere' }),
      fleet('Bundle', 'of the bundle', {}),
      fleet('BundleDeployment', 'other', { namespace: 'c', ...labels('other', 'ws') }),
      fleet('BundleDeployment', 'elsewhere', { namespace: 'c', ...labels('op', 'elsewhere') }),
      fleet('BundleDeployment', 'of another cluster', { namespace: 'd', ...labels('op', 'ws') }),
      fleet('BundleDeployment', 'of the agent', { namespace: 'c', ...labels('op', 'ws') }),
    ]);
    const at = { name: 'op', workspace: 'ws', clusterNamespace: 'c' };
    expect(await helmOpState(cluster, adapter, at)).toMatchObject({
      shown: 'of the HelmOp',
      bundleError: 'of the bundle',
      agentError: 'of the agent',
    });
  });
});
