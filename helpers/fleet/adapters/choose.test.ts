import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { adapterFor, lackOf, newerThanKnown } from './choose.ts';

describe('the adapter for a version', () => {
  test.each([
    ['0.12.4', '0.12'],
    ['0.12.19', '0.12'],
    ['0.13.0-beta.2', '0.13.0'],
    ['0.13.0', '0.13.0'],
    ['0.13.1-rc.1', '0.13.1 to 0.15'],
    ['0.15.6', '0.13.1 to 0.15'],
    ['0.16.0-alpha.1', '0.16 and later'],
    ['0.16.1', '0.16 and later'],
    ['0.12.0+standin', '0.12'],
    ['0.16.0+standin', '0.16 and later'],
    ['0.16.0+standin.crash-loop', '0.16 and later'],
  ])('%s is of the generation %s', (version, generation) => {
    expect(adapterFor(version).generation).toBe(generation);
  });

  test('a version newer than all known ones gets the newest, and the report says so', () => {
    expect(adapterFor('0.19.0').generation).toBe('0.16 and later');
    expect(newerThanKnown('0.19.0')).toBe(
      '0.19.0 is newer than what this harness knows: it is taken for 0.16 and later',
    );
    expect(newerThanKnown('0.16.7')).toBeUndefined();
  });

  test('0.12 calls a HelmOp HelmApp and wants its flag as text', () => {
    const { helmOpKind, controllerValues } = adapterFor('0.12.4');
    expect(helmOpKind).toBe('HelmApp');
    expect(controllerValues.extraEnv).toContainEqual({ name: 'EXPERIMENTAL_HELM_OPS', value: 'true' });
  });

  test('the reference of an OCI chart goes into the chart before 0.13, and into the repository since', () => {
    const chart = { reference: 'oci://edge:1/probe', version: '0.1.0' };
    expect(adapterFor('0.12.4').ociChart(chart)).toEqual({ chart: 'oci://edge:1/probe', version: '0.1.0' });
    expect(adapterFor('0.16.1').ociChart(chart)).toEqual({ repo: 'oci://edge:1/probe', version: '0.1.0' });
  });

  test('an agent names its registration token from 0.16 on', () => {
    expect(adapterFor('0.15.6').agentValues({ name: 'token' })).toEqual({});
    expect(adapterFor('0.16.1').agentValues({ name: 'token' })).toEqual({ tokenName: 'token' });
  });

  test('what a version lacks is told with the reason, also what the stand-in does not serve', () => {
    expect(lackOf(adapterFor('0.12.4'), ['oci', 'polling'])).toContain('do not poll');
    expect(lackOf(adapterFor('0.16.1'), ['oci', 'polling', 'gitops', 'rancher-ca'])).toBeUndefined();
    expect(lackOf(adapterFor('0.16.0+standin'), ['gitops'])).toContain('stand-in');
    expect(lackOf(adapterFor('0.16.0+standin.crash-loop'), ['gitops'])).toContain('stand-in');
  });
});

test('no code outside the adapters asks for a version of Fleet', () => {
  const root = fileURLToPath(new URL('../../../', import.meta.url));
  const sources = ['helpers', 'e2e', 'certs'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map(file => join(folder, file)),
  );
  const asking = sources
    .filter(file => file.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(file))
    .filter(file => !file.startsWith('helpers/fleet/adapters/'))
    .filter(file => /(['"`])[<>=~^ ]*v?0\.1\d(\.\d+)?(-[\w.]+)?\1/.test(code(join(root, file))));
  // Which pairs are run by default is a matter of the plan, and which stand-ins there are of their supply.
  expect(asking.map(file => relative('.', file))).toEqual([
    'helpers/fleet/releases/standin.ts',
    'e2e/plan/defaultVersions.ts',
    'e2e/plan/pairs.ts',
  ]);
});

/** A source without its comments. */
function code(file: string): string {
  return readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
}
