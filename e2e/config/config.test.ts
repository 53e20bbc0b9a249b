import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, expect, test, vi } from 'vitest';
import { defaultRunOptions } from '../options.ts';
import { checkConfig, loadConfig } from './config.ts';
import { runOptions } from './runOptions.ts';
import { applyConfig, settingsOf, settingsText } from './settings.ts';

afterEach(() => vi.unstubAllEnvs());

function called(args: string[], config: Record<string, unknown> = {}): Command {
  const command = new Command();
  for (const option of runOptions()) command.addOption(option);
  command.parse(args, { from: 'user' });
  applyConfig(command, config, command.options);
  return command;
}

function folderWith(config: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'fleet-tls-config-'));
  writeFileSync(join(folder, 'fleet-tls.config.ts'), config);
  return folder;
}

test('a flag comes before the environment, that before the file, and that before the default', () => {
  const config = { tier: 'soak', supply: 'local', results: 'of-file' };
  vi.stubEnv('FLEET_TLS_SUPPLY', 'source');
  vi.stubEnv('FLEET_TLS_RESULTS', 'of-environment');
  const command = called(['--results', 'of-flag'], config);
  expect(command.opts()).toMatchObject({
    tier: 'soak',
    supply: 'source',
    results: 'of-flag',
    pairs: ['old', 'new', 'skew'],
  });
  const from = Object.fromEntries(settingsOf(command).map(setting => [setting.option, setting.from]));
  expect(from).toMatchObject({
    '--tier': 'fleet-tls.config.ts',
    '--supply': 'FLEET_TLS_SUPPLY',
    '--results': 'a flag',
    '--pairs': 'default',
  });
});

test('lists come from repeated flags or from one with separators, and replace the default', () => {
  expect(called(['--charts', 'a:0.12.4=b', '--charts', 'c']).opts().charts).toEqual(['a', '0.12.4=b', 'c']);
  expect(called(['--pairs', 'new, skew']).opts().pairs).toEqual(['new', 'skew']);
  vi.stubEnv('FLEET_TLS_CHARTS', 'a:b');
  expect(called([]).opts().charts).toEqual(['a', 'b']);
});

test('every option of a run has a flag and a key in the file, with the same default', () => {
  const { ids: _, ...defaults } = defaultRunOptions();
  expect(called([]).opts()).toEqual(defaults);
});

test.each([
  [{ teir: 'full' }, 'has a key "teir"', 'Did you mean tier?'],
  [{ ids: [] }, 'has a key "ids"', 'Known are: tier,'],
  [{ tier: 'every' }, 'has tier: "every"', 'It is one of core, full, soak'],
  [{ keep: 'yes' }, 'has keep: "yes"', 'It is true or false'],
  [{ charts: 'a' }, 'has charts: "a"', 'It is a list of texts'],
  [{ charts: [1] }, 'has charts: [ 1 ]', 'It is a list of texts'],
  [{ results: 7 }, 'has results: 7', 'It is a text'],
  [{ quiet: true, verbose: true }, 'has both quiet and verbose', 'Leave one of them out'],
])('a configuration of %j is refused', (config, message, cure) => {
  const choices = (key: string) => runOptions().find(option => option.attributeName() === key)?.argChoices;
  expect(() => checkConfig(config, choices)).toThrow(
    expect.objectContaining({
      code: 'config',
      message: expect.stringContaining(message),
      cure: expect.stringContaining(cure),
    }),
  );
});

test('the file is TypeScript, and none is no configuration', async () => {
  expect(await loadConfig(folderWith("const tier: string = 'full';\nexport default { tier };"))).toEqual({
    tier: 'full',
  });
  expect(await loadConfig(tmpdir())).toEqual({});
});

test.each([
  ['export default 7;', 'exports no object'],
  ['export const tier = 1;', 'exports no object'],
  ['this is no program', 'cannot be loaded'],
])('a file that says %j is refused', async (text, message) => {
  await expect(loadConfig(folderWith(text))).rejects.toMatchObject({
    code: 'config',
    message: expect.stringContaining(message),
  });
});

test('settings are told in columns, with who said so', () => {
  const text = settingsText(settingsOf(called(['--tier', 'full', '--keep'])));
  expect(text).toMatch(/^--tier +full +a flag$/m);
  expect(text).toMatch(/^--keep +yes +a flag$/m);
  expect(text).toMatch(/^--charts +none +default$/m);
});
