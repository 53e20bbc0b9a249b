import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ACTIONS, ROOT, stepsOf, textOf, WORKFLOWS } from '../github/files.fixture.ts';

interface LockedPackage {
  version?: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  hasInstallScript?: boolean;
  /** It comes within the archive of another one, whose hash covers it. */
  inBundle?: boolean;
}

const manifest = JSON.parse(textOf('package.json'));
const locked = Object.entries<LockedPackage>(JSON.parse(textOf('package-lock.json')).packages).filter(
  ([path]) => path !== '',
);

test('every direct dependency is pinned to one version', () => {
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  for (const version of Object.values({ ...dependencies, ...devDependencies, ...optionalDependencies }))
    expect(version).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
});

test('every package of the lockfile is held to its hash, and to no registry', () => {
  for (const [path, { integrity, resolved, inBundle }] of locked) {
    if (inBundle !== true) expect(integrity, path).toMatch(/^sha512-/);
    expect(resolved, path).toBeUndefined();
  }
});

/** Licences under which a dependency may be used here; those of MPL are used unchanged, and CC-BY is of data. */
const LICENCES = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-3-Clause',
  'CC-BY-4.0',
  'ISC',
  'MIT',
  'MPL-2.0',
  'PSF-2.0',
  'Unlicense',
];

/** These say it in the form that npm left behind, `licenses`, which the lockfile does not take over: MIT, by their LICENSE. */
const OLD_FORM = ['buildcheck', 'cpu-features', 'ssh2'];

test('every dependency has a licence that allows for its use', () => {
  const refused = locked.filter(([path, { license }]) => {
    if (license === undefined) return !OLD_FORM.includes(path.replace('node_modules/', ''));
    const choices = license.replace(/[()]/g, '').split(' OR ');
    return !choices.some(choice => LICENCES.includes(choice));
  });
  expect(refused.map(([path, { license }]) => `${path}: ${license}`)).toEqual([]);
});

test('what says its licence in the old form has it in its files', () => {
  for (const name of OLD_FORM) {
    const file = join(ROOT, 'node_modules', name, 'LICENSE');
    // cpu-features and buildcheck are optional: they are not there where nothing can be compiled.
    if (existsSync(file))
      expect(readFileSync(file, 'utf8')).toContain('Permission is hereby granted, free of charge');
  }
});

/** Packages that would like to run a script at their installation, and what is lost without it. */
const SCRIPTS = {
  'cpu-features': 'a native addon by which ssh2 is faster; nothing here speaks SSH',
  protobufjs: 'a remark on the versions of other packages',
  ssh2: 'a native addon by which it is faster; nothing here speaks SSH',
};

test('no install script of a dependency runs, and each that there is can be done without', () => {
  const wanting = locked.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path);
  expect(wanting).toEqual(Object.keys(SCRIPTS).map(name => `node_modules/${name}`));
  expect(textOf('e2e/install.mjs')).toContain("'--ignore-scripts'");
});

test('what the README calls on a clean clone installs first', () => {
  const called = textOf('README.md').matchAll(/npm (?:run )?(?:-s )?(start|test|e2e|fleet-tls)\b/g);
  const names = [...new Set([...called].map(([, name]) => name))];
  expect(names.toSorted()).toEqual(['e2e', 'fleet-tls', 'start', 'test']);
  const { scripts } = JSON.parse(textOf('package.json'));
  for (const name of names) expect(scripts[`pre${name}`]).toBe('node e2e/install.mjs');
});

test('workflows install by the one installer alone', () => {
  for (const { run = '' } of [...ACTIONS, ...WORKFLOWS].flatMap(stepsOf))
    expect(run).not.toMatch(/npm (ci|i|install|exec)\b|npx |curl |wget /);
});

const recipes = readdirSync(join(ROOT, 'helpers/supply/recipes')).map(name =>
  join('helpers/supply/recipes', name),
);
const sources = [...recipes, 'helpers/standin'];

test.each(sources.filter(folder => existsSync(join(ROOT, folder, 'go.mod'))))(
  '%s holds its Go modules to their hashes, and replaces none by another place',
  folder => {
    const goMod = textOf(join(folder, 'go.mod'));
    if (goMod.includes('require')) expect(textOf(join(folder, 'go.sum'))).toMatch(/ h1:/);
    expect(goMod).not.toMatch(/=> (\.|\/)/);
  },
);

test.each(sources.filter(folder => existsSync(join(ROOT, folder, 'Dockerfile'))))(
  '%s is made of an image that the supply chose, or of nothing, and downloads nothing but packages of Debian',
  folder => {
    const dockerfile = textOf(join(folder, 'Dockerfile'));
    for (const [, from] of dockerfile.matchAll(/^FROM (\S+)/gm))
      expect(from).toMatch(/^(scratch|\$\{BASE\})$/);
    expect(dockerfile).not.toMatch(/^ADD |https?:\/\/|--allow-unauthenticated|trusted=yes/m);
  },
);

test("Debian's archive is checked by its signature", () => {
  expect(textOf('helpers/supply/recipes/base/make')).not.toMatch(/--no-check-gpg|trusted=yes|--force-check/);
});
