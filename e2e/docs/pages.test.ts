import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { commandLine } from '../commandLine.ts';
import { action, ROOT, type Step, textOf } from '../github/files.fixture.ts';

const PAGES = [
  'README.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(ROOT, 'docs')).flatMap(name => (name.endsWith('.md') ? [join('docs', name)] : [])),
];

const subcommands = new Map(commandLine(() => {}).commands.map(command => [command.name(), command]));

/** The calls of the command that a page shows, as words. */
function callsIn(page: string): string[][] {
  const calls = textOf(page).matchAll(/(?:npm run fleet-tls|npm (start)) -- ([^`\n]*)/g);
  return [...calls].map(([, start, words = '']) => {
    const said = words.split(/\s+#|\s>\s/)[0] ?? '';
    return [...(start === undefined ? [] : ['run']), ...said.split(/\s+/).filter(word => word !== '')];
  });
}

function flagsOf(command: Command | undefined): string[] {
  return ['--help', ...(command?.options ?? []).flatMap(({ long }) => long ?? [])];
}

/** The headings of a page, as GitHub names them in addresses. */
function headingsIn(page: string): string[] {
  const headings = [...textOf(page).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading);
  return headings.map(heading =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

test.each(PAGES)('%s shows no command and no flag that there is not', page => {
  for (const [name = '', ...words] of callsIn(page)) {
    expect([...subcommands.keys()]).toContain(name);
    const flags = words.filter(word => word.startsWith('--'));
    expect(flagsOf(subcommands.get(name))).toEqual(expect.arrayContaining(flags));
  }
});

test.each(PAGES)('%s leads to nothing that is not there', page => {
  const links = [...textOf(page).matchAll(/\]\(([^)#:]*)(?:#([^)]*))?\)/g)];
  for (const [link, path = '', heading] of links) {
    const target = path === '' ? page : join(dirname(page), path);
    expect(existsSync(join(ROOT, target)), link).toBe(true);
    if (heading !== undefined) expect(headingsIn(target)).toContain(heading);
  }
});

test('what the pages show of a workflow gives the action inputs that it has', () => {
  const blocks = PAGES.flatMap(page => [...textOf(page).matchAll(/```yaml\n(.*?)```/gs)]);
  const steps = blocks.flatMap(([, yaml = '']) => parse(yaml) as Step[]);
  const given = steps.filter(({ uses = '' }) => uses.includes('fleet-tls-e2e')).map(step => step.with ?? {});
  expect(given.length).toBeGreaterThan(0);
  for (const inputs of given) {
    expect(Object.keys(action('action.yml').inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
  }
});
