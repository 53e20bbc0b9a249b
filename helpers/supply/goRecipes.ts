import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError } from '../process/errors.ts';
import type { GoRecipe } from './goBuild.ts';
import { recipeFolder } from './recipe.ts';

/** The version of a module that a go.mod requires. */
export function requiredVersion(goMod: string, module: string): string {
  const line = new RegExp(`^(?:require)?\\s+${module.replaceAll('.', '\\.')} (v\\S+)`, 'm').exec(goMod);
  if (line?.[1]) return line[1];
  throw new HarnessError('internal', {
    message: `a recipe's go.mod requires no ${module}`,
    cure: 'This is a defect of fleet-tls-e2e: please report it',
  });
}

/** The Kubernetes version that the recipe pins, as in `v1.34.4`. */
export const KUBERNETES_VERSION = requiredVersion(
  readFileSync(join(recipeFolder('kubernetes'), 'go.mod'), 'utf8'),
  'k8s.io/kubernetes',
);

/**
 * The linker flags by which Kubernetes programs know their version: kubeadm refuses one that it cannot tell.
 * The variables are those of k8s.io/component-base/version and k8s.io/client-go/pkg/version.
 */
export function versionFlags(version: string): string[] {
  const [, major = '', minor = ''] = /^v(\d+)\.(\d+)\./.exec(version) ?? [];
  const variables = { gitVersion: version, gitMajor: major, gitMinor: minor, gitTreeState: 'clean' };
  return ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap(where =>
    Object.entries(variables).map(([name, value]) => `-X ${where}.${name}=${value}`),
  );
}

/** All of Kubernetes in one `go build` call, which keeps every core busy. */
export const KUBERNETES: GoRecipe = {
  recipe: 'kubernetes',
  packages: [
    'kube-apiserver',
    'kube-controller-manager',
    'kube-proxy',
    'kube-scheduler',
    'kubeadm',
    'kubelet',
  ].map(program => `k8s.io/kubernetes/cmd/${program}`),
  ldflags: versionFlags(KUBERNETES_VERSION),
  estimateSeconds: 660,
  packageCount: 2626,
};

export const ETCD: GoRecipe = {
  recipe: 'etcd',
  // The server's module calls its main package "server"; the program is etcd.
  packages: ['go.etcd.io/etcd/server/v3'],
  program: 'etcd',
  estimateSeconds: 40,
  packageCount: 565,
};

export const COREDNS: GoRecipe = {
  recipe: 'coredns',
  packages: ['.'],
  program: 'coredns',
  estimateSeconds: 60,
  packageCount: 775,
};

export const PAUSE: GoRecipe = {
  recipe: 'pause',
  packages: ['.'],
  program: 'pause',
  estimateSeconds: 3,
  packageCount: 58,
};

export const KIND: GoRecipe = {
  recipe: 'kind',
  packages: ['sigs.k8s.io/kind'],
  program: 'kind',
  estimateSeconds: 11,
  packageCount: 292,
};
