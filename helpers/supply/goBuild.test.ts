import { expect, test } from 'vitest';
import { HarnessError } from '../process/errors.ts';
import { goFailure, goRecipeKey } from './goBuild.ts';
import { KIND, requiredVersion, versionFlags } from './goRecipes.ts';

function failed(output: string): HarnessError {
  return new HarnessError('command-failed', { message: 'it failed', cure: 'look', cause: new Error(output) });
}

test.for([
  ['Get "https://proxy.golang.org/x": dial tcp: lookup proxy.golang.org: no such host', 'supply-unavailable'],
  ['go: go.mod requires go >= 1.26.0 (running go 1.24.1; GOTOOLCHAIN=local)', 'build-failed'],
  ['main.go:3: undefined: x', 'build-failed'],
] as const)('a go call that ends with "%s" is reported as %s', ([output, code]) => {
  expect(goFailure('kind', failed(output))).toMatchObject({ code });
});

test('a Go that is too old is named with the version that is wanted', () => {
  const error = goFailure('etcd', failed('go: go.mod requires go >= 1.26.0 (running go 1.24.1)'));

  expect(error).toMatchObject({ cure: 'Install Go 1.26.0 or newer' });
});

test('an interruption stays an interruption', () => {
  const interrupted = new HarnessError('interrupted', { message: 'stop', cure: 'again' });

  expect(goFailure('kind', interrupted)).toBe(interrupted);
});

test('other packages or linker flags give another key', () => {
  const keys = [KIND, { ...KIND, packages: ['sigs.k8s.io/kind/x'] }, { ...KIND, ldflags: ['-X a=b'] }].map(
    goRecipeKey,
  );

  expect(new Set(keys).size).toBe(3);
});

test('the required version is found in either form of a require directive', () => {
  expect(requiredVersion('module m\n\nrequire k8s.io/kubernetes v1.34.4\n', 'k8s.io/kubernetes')).toBe(
    'v1.34.4',
  );
  const block = 'require (\n\tk8s.io/kubernetes-x v0.1.0\n\tk8s.io/kubernetes v1.35.0 // indirect\n)\n';
  expect(requiredVersion(block, 'k8s.io/kubernetes')).toBe('v1.35.0');
  expect(() => requiredVersion('module m\n', 'k8s.io/kubernetes')).toThrow('requires no k8s.io/kubernetes');
});

test('both version packages of Kubernetes learn the version and its parts', () => {
  const flags = versionFlags('v1.34.4');

  expect(flags).toContain('-X k8s.io/component-base/version.gitVersion=v1.34.4');
  expect(flags).toContain('-X k8s.io/client-go/pkg/version.gitMinor=34');
  expect(flags).toHaveLength(8);
});
